import { streamWords } from '#src/domain/streams.ts';

const ours = new RegExp(`^((?:${streamWords.join('|')})-\\d{1,9})\\.[0-9a-z]+$`);

/** Under which key the page of a stream is opened: ours alone, also where several of us share a PagerDuty. `since`: when the stream began (ms). */
export function pageKey(stream: string, since: number): string {
  return `${stream}.${since.toString(36)}`;
}

/** The stream such a key is of; `null`: it is none of ours. */
export function streamOfKey(key: string): string | null {
  return ours.exec(key)?.[1] ?? null;
}
