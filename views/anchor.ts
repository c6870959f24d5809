import { paragraph } from './blocks.ts';
import type { Message } from './message.ts';
import { code, when } from './text.ts';

export interface AnchorProps {
  readonly seq: number;
  readonly at: number;
  /** SHA-256, hex. */
  readonly hash: string;
  /** How many streams it commits to. */
  readonly streams: number;
}

/** The line to keep: what stands in its code is what `npm run verify` takes. It says nothing of what happened, nor to which incidents. */
export function anchorLine({ seq, at, hash, streams }: AnchorProps): Message {
  const sealed = `${streams} ${streams === 1 ? 'stream' : 'streams'}`;
  return paragraph(`Anchor of the record ${code(`${seq}:${hash}`)} · ${when(at)} · ${sealed}`);
}
