import type { Subject } from '#src/domain/change.ts';
import type { Vendor } from '#src/errors.ts';
import type { Bucket, MessageRow, Work } from '#src/ports/store.ts';
import {
  type AlertAttempt,
  type AlertDone,
  type AnyAttempt,
  type AnyDone,
  type Attempt,
  alertIn,
  type BotAttempt,
  type BotDone,
  type Done,
  doneForAlert,
  doneForIncident,
  type Found,
  incidentIn,
  type SubjectAttempt,
} from './attempt.ts';

/** Bot token scopes, as Slack names them. */
export type Scope = string;

/** How an effect may be repeated when its outcome is not known. */
export type EffectClass =
  /** Doing it twice is doing it once. */
  | 'idempotent'
  /** `find` tells whether it happened, `settleMs` after the doubt arose at the latest. */
  | 'searchable'
  /** Nobody can tell for certain: a person decides. */
  | 'ask'
  /** Better lost than late or twice. */
  | 'droppable';

/** What `perform` says where there turned out to be nothing left to do: the row becomes `void`. */
export const superseded = 'superseded';

/** What `perform` says where something else must come to its end first: the row waits a little and is looked at again, which counts as no attempt. */
export const notYet = 'not-yet';

export interface EffectDefinition<Payload, Given = Attempt<Payload>, Result = Done> {
  readonly kind: string;
  readonly vendor: Vendor;
  readonly class: EffectClass;
  /** Searchable only: how long after a doubtful call its result may still appear, on the clock. */
  readonly settleMs?: number;
  readonly scopes: readonly Scope[];
  /** Throws when the row's payload is not of this effect: a bug. */
  payload(raw: unknown): Payload;
  buckets(payload: Payload, message: MessageRow | null): readonly Bucket[];
  /** False: superseded or pointless by now; the row becomes `void`. */
  wanted(attempt: Given): boolean;
  find?(attempt: Given): Promise<Found<Result>>;
  /** Must end within the deadline of its port. Throws `IntegrationError`. */
  perform(attempt: Given): Promise<Result | typeof superseded | typeof notYet>;
}

/** An effect with its payload's type closed over, as the engine handles it. */
export interface EffectKindDefinition {
  readonly kind: string;
  readonly vendor: Vendor;
  readonly class: EffectClass;
  readonly settleMs: number;
  readonly scopes: readonly Scope[];
  buckets(work: Work, message: MessageRow | null): readonly Bucket[];
  wanted(attempt: AnyAttempt): boolean;
  find(attempt: AnyAttempt): Promise<Found<AnyDone>>;
  perform(attempt: AnyAttempt): Promise<AnyDone | typeof superseded | typeof notYet>;
}

/** An effect of an incident. */
export function defineEffect<Payload>(definition: EffectDefinition<Payload>): EffectKindDefinition {
  const given = (attempt: AnyAttempt, payload: Payload) => {
    const subject = withRecord(attempt);
    return { ...attempt, payload, subject, incident: incidentIn(subject, attempt.work.stream) };
  };
  return closed(definition, given, doneForIncident);
}

/** An effect of an alert. */
export function defineAlertEffect<Payload>(
  definition: EffectDefinition<Payload, AlertAttempt<Payload>, AlertDone>,
): EffectKindDefinition {
  const given = (attempt: AnyAttempt, payload: Payload) => {
    const subject = withRecord(attempt);
    return { ...attempt, payload, subject, alert: alertIn(subject, attempt.work.stream) };
  };
  return closed(definition, given, doneForAlert);
}

/** An effect of whatever has a record. */
export function defineSubjectEffect<Payload>(
  definition: EffectDefinition<Payload, SubjectAttempt<Payload>, AnyDone>,
): EffectKindDefinition {
  const given = (attempt: AnyAttempt, payload: Payload) => ({ ...attempt, payload, subject: withRecord(attempt) });
  return closed(definition, given, (done) => done);
}

/** An effect of the bot itself, which belongs to nothing that has a record: no card shows it, and where it fails for good only the log says so. */
export function defineBotEffect<Payload>(
  definition: EffectDefinition<Payload, BotAttempt<Payload>, BotDone>,
): EffectKindDefinition {
  const given = ({ deps, work, signal }: AnyAttempt, payload: Payload) => ({ deps, work, payload, signal });
  return closed(definition, given, (done) => done);
}

function withRecord({ subject, work }: AnyAttempt): Subject {
  if (subject === null) throw new Error(`${work.stream} has no record`);
  return subject;
}

function closed<Payload, Given, Result>(
  definition: EffectDefinition<Payload, Given, Result>,
  given: (attempt: AnyAttempt, payload: Payload) => Given,
  taken: (done: Result) => AnyDone,
): EffectKindDefinition {
  const { find } = definition;
  const typed = (attempt: AnyAttempt) => given(attempt, definition.payload(attempt.payload));
  return {
    kind: definition.kind,
    vendor: definition.vendor,
    class: definition.class,
    settleMs: definition.settleMs ?? 0,
    scopes: definition.scopes,
    buckets: (work, message) => definition.buckets(definition.payload(work.payload), message),
    wanted: (attempt) => definition.wanted(typed(attempt)),
    async find(attempt) {
      const found = find ? await find(typed(attempt)) : ({ kind: 'cannot-tell' } as const);
      return found.kind === 'found' ? { kind: 'found', done: taken(found.done) } : found;
    },
    async perform(attempt) {
      const done = await definition.perform(typed(attempt));
      if (done === superseded) return superseded;
      return done === notYet ? notYet : taken(done);
    },
  };
}
