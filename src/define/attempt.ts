import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Happened, Subject } from '#src/domain/change.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Link, MessageRow, Shown, Work } from '#src/ports/store.ts';

/** What an attempt (or a find) brought to light, as the engine writes it down. */
export interface AnyDone {
  /** What happened to whatever it was done for, as that is when it is recorded: it may have moved on meanwhile. Default: `effect-done`. */
  readonly happened?: (fresh: Subject) => Happened;
  readonly links?: readonly Link[];
  /** For kept messages: what now stands in Slack. */
  readonly shown?: Shown;
}

/** The same, told by the events alone where it is known what they are of. */
interface DoneOf<State, Event> extends AnyDone {
  readonly events?: (fresh: State) => readonly Event[];
}
export type Done = DoneOf<Incident, IncidentEvent>;
export type AlertDone = DoneOf<Alert, AlertEvent>;

export type Found<Result = Done> =
  | { readonly kind: 'found'; readonly done: Result }
  /** It did not happen, as far as the vendor knows by now. */
  | { readonly kind: 'absent' }
  /** Whether it happened does not matter: what would be repeated is idempotent. */
  | { readonly kind: 'safe-to-repeat' }
  | { readonly kind: 'cannot-tell' };

/** What an effect of the bot itself leaves behind: no record tells of it. */
export type BotDone = Pick<AnyDone, 'links'>;

/** What an effect of the bot itself is given to work with. */
export interface BotAttempt<Payload> {
  readonly deps: Pick<
    Deps,
    'store' | 'queue' | 'chat' | 'pager' | 'checker' | 'clock' | 'ids' | 'mailer' | 'policy' | 'log'
  >;
  readonly work: Work;
  readonly payload: Payload;
  /** Aborted when time is up: begin no further call then (`signal.throwIfAborted()`). */
  readonly signal: AbortSignal;
}

/** What an effect of something that has a record is given to work with. */
export interface SubjectAttempt<Payload> extends BotAttempt<Payload> {
  readonly subject: Subject;
  /** The row of the message to show, for `slack.show`. */
  readonly message: MessageRow | null;
}

/** What an effect of an incident is given to work with. */
export interface Attempt<Payload> extends SubjectAttempt<Payload> {
  readonly incident: Incident;
}

/** What an effect of an alert is given to work with. */
export interface AlertAttempt<Payload> extends SubjectAttempt<Payload> {
  readonly alert: Alert;
}

/** As the engine makes it, for an effect of any kind. `subject` is `null` for what belongs to nothing that has a record. */
export type AnyAttempt = Omit<SubjectAttempt<unknown>, 'subject'> & { readonly subject: Subject | null };

/** What was done for an incident, as the engine writes it down. */
export function doneForIncident({ events, ...done }: Done): AnyDone {
  if (!events) return done;
  return {
    ...done,
    happened(fresh) {
      const state = incidentIn(fresh, fresh.state.stream);
      return { of: 'inc', state, events: events(state) };
    },
  };
}

/** What was done for an alert, as the engine writes it down. */
export function doneForAlert({ events, ...done }: AlertDone): AnyDone {
  if (!events) return done;
  return {
    ...done,
    happened(fresh) {
      const state = alertIn(fresh, fresh.state.stream);
      return { of: 'alert', state, events: events(state) };
    },
  };
}

export function incidentIn(subject: Subject, stream: string): Incident {
  if (subject.of !== 'inc') throw new Error(`${stream} is no incident`);
  return subject.state;
}

export function alertIn(subject: Subject, stream: string): Alert {
  if (subject.of !== 'alert') throw new Error(`${stream} is no alert`);
  return subject.state;
}
