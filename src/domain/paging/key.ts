import { streamWords } from '#src/domain/streams.ts';

/** The moment is one since we can have begun to be, in as many figures as it has until 2059: what other tools call theirs looks otherwise. */
const ours = new RegExp(`^((?:${streamWords.join('|')})-\\d{1,9})\\.([k-z][0-9a-z]{7})$`);

/** Under which key the page of a stream is opened: ours alone, also where several of us share a PagerDuty. `since`: a moment of its life (ms). */
export function pageKey(stream: string, since: number): string {
  return `${stream}.${since.toString(36)}`;
}

/** The stream such a key is of; `null`: it is none of ours. */
export function streamOfKey(key: string): string | null {
  return ours.exec(key)?.[1] ?? null;
}
