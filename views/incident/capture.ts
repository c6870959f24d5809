import { z } from 'zod';
import type { PickedMessage } from '#src/define.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import { context, paragraph, section } from '#views/blocks.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { formModal } from '#views/form/modal.ts';
import type { Message, Modal } from '#views/message.ts';
import { clip, code, inline, mention } from '#views/text.ts';

/** `callback_id` of the form that asks which incident a message belongs to. */
export const captureModalId = 'incident.capture';

const form: FormDefinition = {
  id: captureModalId,
  title: 'Add to timeline',
  submit: 'Add',
  whichIncident: 'To which incident does it belong?',
  fields: [],
};

/** Asks which incident a message belongs to, and carries the message meanwhile. */
export function captureModal(message: PickedMessage): Modal {
  const { author, text } = message;
  const lead = [
    section(`Message${by(author)}${text.trim() ? `: ${inline(text, 300)}` : ''}`),
    context('It is kept on the timeline with its author and its time.'),
  ];
  const note = { incident: null, channel: null, from: null };
  return { ...formModal(form, { values: {}, note, lead }), private_metadata: pickedNote(message) };
}

/** A message is on the timeline. */
export function captured({ number, author }: { readonly number: number; readonly author: string }): Message {
  const name = incidentName(number);
  return paragraph(
    `*On the timeline of ${name}:* the message${by(author)}. All of it: ${code(`/apgms incident timeline ${name}`)}`,
  );
}

/** Somebody took their 📌 off a message. `stays`: somebody else's holds it there, or the shortcut. */
export function uncaptured({ number, stays }: { readonly number: number; readonly stays: boolean }): Message {
  const name = incidentName(number);
  const [stands, why] = stays
    ? [`Still on the timeline of ${name}:`, 'somebody else put the message there too.']
    : [`Not on the timeline of ${name} any more:`, 'the message you took 📌 off. To keep it, put 📌 on it again.'];
  return paragraph(`*${stands}* ${why}`);
}

function by(author: string): string {
  return author === '' ? '' : ` by ${mention(author)}`;
}

/** Slack's limit for what a modal carries unseen. */
const longestNote = 3_000;

/** As much of the message as fits: where Slack lets us look, the whole is read afterwards. */
function pickedNote({ channel, ts, thread, author, text, files }: PickedMessage): string {
  const place = { channel, ts, thread, author };
  for (let room = longestNote; room > 1; room = Math.floor(room * 0.8)) {
    const note = JSON.stringify({ ...place, text: clip(text, room), files: clippedNames(files, room) });
    if (note.length <= longestNote) return note;
  }
  return JSON.stringify({ ...place, text: '', files: [] });
}

function clippedNames(files: readonly string[], room: number): readonly string[] {
  return files.slice(0, 10).map((name) => clip(name, Math.max(10, Math.floor(room / 20))));
}

const picked = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string().nullable(),
  author: z.string(),
  text: z.string(),
  files: z.array(z.string()).readonly(),
});

/** The message a form carries; `null` where it carries none. */
export function readPicked(note: string): PickedMessage | null {
  try {
    return picked.parse(JSON.parse(note));
  } catch {
    return null;
  }
}
