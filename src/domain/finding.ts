import type { Anchor } from './anchor.ts';

interface OfEvent {
  readonly stream: string;
  readonly seq: number;
}

/** The event that an anchor seals. */
interface OfHead extends OfEvent {
  /** Its hash as the anchor holds it. */
  readonly expected: string;
  /** The first anchor that does not fit. */
  readonly anchor: Pick<Anchor, 'seq' | 'at'>;
}

/** What is wrong with the record. Names of streams, ids and hashes only: never a text a person wrote. */
export type Finding =
  /** Its hash is not of its content. */
  | ({ readonly kind: 'event-changed' } & OfEvent)
  /** It does not hold the hash of the event before. */
  | ({ readonly kind: 'event-detached' } & OfEvent)
  | ({ readonly kind: 'event-unreadable' } & OfEvent)
  | { readonly kind: 'events-missing'; readonly stream: string; readonly from: number; readonly to: number }
  | ({ readonly kind: 'text-changed' | 'text-missing'; readonly prose: string } & OfEvent)
  /** `fields`: of the state, or what queries go by. */
  | { readonly kind: 'snapshot-differs'; readonly stream: string; readonly fields: readonly string[] }
  | { readonly kind: 'snapshot-elsewhere'; readonly stream: string; readonly stands: number; readonly ends: number }
  | {
      readonly kind: 'snapshot-missing' | 'snapshot-orphaned' | 'link-orphaned' | 'number-unused';
      readonly stream: string;
    }
  /** By the link of its channel it is found. `linked`: where that leads; `told`: the channel its events name; `null`: to none. */
  | {
      readonly kind: 'link-differs';
      readonly stream: string;
      readonly linked: string | null;
      readonly told: string | null;
    }
  /** By what its events make of it, a promise is kept otherwise. */
  | {
      readonly kind: 'obligation-differs';
      readonly stream: string;
      readonly obligation: string;
      readonly fields: readonly string[];
    }
  /** One that was made is not kept, or one is kept that nobody made. */
  | {
      readonly kind: 'obligation-missing' | 'obligation-unfounded';
      readonly stream: string;
      readonly obligation: string;
    }
  | { readonly kind: 'policy-changed'; readonly hash: string }
  | { readonly kind: 'anchor-changed' | 'anchor-detached' | 'anchor-withdrawn'; readonly anchor: number }
  | { readonly kind: 'anchors-missing'; readonly from: number; readonly to: number }
  | ({ readonly kind: 'head-changed'; readonly found: string } & OfHead)
  /** `ends`: the newest event the stream has; 0: none at all. */
  | ({ readonly kind: 'head-missing'; readonly ends: number } & OfHead)
  | { readonly kind: 'kept-differs'; readonly anchor: number; readonly digits: string; readonly found: string }
  | {
      readonly kind: 'kept-unknown';
      readonly anchor: number | null;
      readonly digits: string;
      readonly newest: number | null;
    };

/** Is told of each thing that is wrong, as it is found. */
export type Report = (finding: Finding) => void;

/** How much the hourly audit looked at. */
export type Audited = Pick<Verified, 'streams' | 'events' | 'obligations'>;

/** How much was looked at. */
export interface Verified {
  readonly streams: number;
  readonly events: number;
  /** Named by events, the redacted ones included. */
  readonly texts: number;
  readonly redacted: number;
  readonly snapshots: number;
  /** Snapshots of another version of the program, which were not compared. */
  readonly otherVersion: number;
  /** Promises, those included that are over. */
  readonly obligations: number;
  readonly anchors: number;
  readonly newest: Pick<Anchor, 'seq' | 'at' | 'hash'> | null;
  /** The anchor somebody kept, where it is the one that stands here. */
  readonly kept: Pick<Anchor, 'seq' | 'at'> | null;
}
