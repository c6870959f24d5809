import type { CapturedMessage } from '#src/domain/incident/timeline/captures.ts';
import { words } from '#src/domain/prose.ts';
import { asRead } from '#views/as-read.ts';
import { listed } from '#views/text.ts';
import type { Pen } from './pen.ts';
import type { EntryWords } from './timeline-words.ts';

/** Who put a message there can be many; the others are counted. */
const mostNamed = 5;

/** A message that somebody put on the timeline: who wrote it, what it says, who put it there. */
export function messageWords({ said, permalink, capturedBy, editedAt }: CapturedMessage, pen: Pen): EntryWords {
  const edited = editedAt === null ? '' : `, edited ${pen.when(editedAt)}`;
  const people = capturedBy.slice(0, mostNamed).map(pen.person);
  const more = capturedBy.length > mostNamed ? [`${capturedBy.length - mostNamed} more`] : [];
  const captured = people.length > 0 ? `, captured by ${listed([...people, ...more])}` : '';
  const what = permalink === null ? 'Message' : pen.link(permalink, 'Message');
  if (said === null) return { sentence: `${pen.strong(what)}${captured}: being read`, said: [] };
  const { author, text, files } = said;
  const by = author === '' ? '' : ` by ${pen.person(author)}`;
  const read = asRead(words(text), pen.nameOf);
  const names = files.map(words).join(', ');
  return {
    sentence: `${pen.strong(what)}${by}${edited}${captured}`,
    said: [
      // A message may be nothing but its files.
      ...(read === '' ? [] : [{ label: null, text: read }]),
      ...(names === '' ? [] : [{ label: 'Files', text: names }]),
    ],
  };
}
