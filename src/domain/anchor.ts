import type { BotEffect } from './bot-effects.ts';

/** The newest event of a stream, and its hash. */
export type Head = readonly [stream: string, seq: number, hash: string];

/** A seal on the record. Through `prevHash` it commits to the head of every stream there was, not only to those that moved since the one before. */
export interface Anchor {
  /** From 1, no gaps. */
  readonly seq: number;
  readonly at: number;
  /** Of the streams that moved since the anchor before, in the order of their names. */
  readonly heads: readonly Head[];
  readonly prevHash: string;
  /** SHA-256 (hex) of the canonical JSON of all of the above. */
  readonly hash: string;
}

/** What an anchor is called where it needs a name: the stream of its effect, the key of its post, our side of its link. */
export function anchorName(seq: number): string {
  return `anchor-${seq}`;
}

/** The link between an anchor and its post in Slack. */
export const anchorLink = 'slack.anchor';

/** What must now happen outside because of an anchor. `streams`: how many it commits to; which ones is nobody's business. */
export type AnchorEffects = (anchor: Anchor, streams: number) => readonly BotEffect[];

/** Posts it, so that people keep what the database cannot change. */
export const effectsOfAnchor: AnchorEffects = ({ seq, at, hash }, streams) => {
  const stream = anchorName(seq);
  const kind = 'slack.post-anchor';
  return [{ id: `${stream}.${kind}`, kind, stream, payload: { seq, at, hash, streams }, orderKey: 'anchors' }];
};

/** An anchor as somebody kept it: the number and the beginning of the hash, or that alone. */
export interface KeptAnchor {
  readonly seq: number | null;
  /** 12 to 64 hex digits, in lower case. */
  readonly digits: string;
}

/** `12:9f86d081884c…` as it stands in Slack, or its first twelve digits or more, with or without the number. `null`: neither. */
export function keptAnchor(text: string): KeptAnchor | null {
  const [, seq, digits] = /^`?(?:(\d{1,9}):)?([0-9a-f]{12,64})…?`?$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  return { seq: seq === undefined ? null : Number(seq), digits: digits.toLowerCase() };
}
