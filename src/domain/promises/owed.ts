import type { Debtor, ObligationKind } from './obligation.ts';

/** Something that happened, as what is owed refers to it. */
export interface Mark {
  readonly seq: number;
  readonly at: number;
}

/** Which promise an event is about. */
export interface About {
  /** As `Obligation.key`. */
  readonly obligation: string;
  readonly kind: ObligationKind;
  /** When it was due, or is (ms). */
  readonly dueAt: number;
}

/** A rung of the escalation path, and when it was its turn (ms), which is earlier than the event where nobody was there to tell it. */
export interface Reached {
  readonly rung: number;
  readonly name: string;
  /** E-mails, as the policy names them at that time. */
  readonly people: readonly string[];
  readonly at: number;
}

/** Who was told of a promise by the event `of`: `people` by Slack id; `missing`: e-mails nobody in Slack has, or who may not know of it. */
export interface Told extends About {
  readonly of: number;
  readonly what: 'reminder' | 'miss';
  /** Of a miss, the rungs it was for. */
  readonly rungs: readonly string[];
  readonly people: readonly string[];
  readonly missing: readonly string[];
}

/** What the clock makes of a promise nobody has kept yet, of an incident or an alert, and who heard of it. */
export type OwedEvent =
  /** Its debtor is asked for it. `onCall`: e-mail of who that is, where the debtor is whoever is on call. */
  | {
      readonly type: 'obligation-reminded';
      readonly v: 1;
      readonly data: About & { readonly debtor: Debtor; readonly onCall: string | null };
    }
  /** It was not kept in time, or is still not: these rungs are told. More than one where nobody was there to tell them in turn. */
  | {
      readonly type: 'obligation-missed';
      readonly v: 1;
      readonly data: About & { readonly missedAt: number; readonly reached: readonly Reached[] };
    }
  /** Of one of the two above. */
  | { readonly type: 'obligation-told'; readonly v: 1; readonly data: Told };
