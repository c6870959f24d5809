import type { Message, Modal } from '#views/message.ts';
import type { IncidentEvent } from './domain/incident/events.ts';
import type { Incident } from './domain/incident/state.ts';
import type { PersonActor } from './domain/people.ts';
import type { Vendor } from './errors.ts';
import type { Deps } from './ports/deps.ts';
import type { Bucket, Link, MessageRow, Shown, Work } from './ports/store.ts';

/** What a door answers. It is recorded while the door works and goes out when it has returned. */
export type Reply =
  /** Only the one who asked sees it. */
  | { readonly kind: 'tell'; readonly message: Message }
  /** Opens a modal: only from a gesture with a `trigger_id`, and before any database work. */
  | { readonly kind: 'open'; readonly view: Modal }
  /** Puts another content into the modal in hand. */
  | {
      readonly kind: 'update';
      readonly view: Modal;
      /** Also when the modal was renewed since the gesture: what this one knows is newer. */
      readonly overwrite?: boolean;
      /** The same in a message, for when the modal is gone by then. */
      readonly message?: Message;
    }
  /** What is wrong with the fields of the modal in hand: block id to sentence. */
  | { readonly kind: 'fields'; readonly errors: Readonly<Record<string, string>> }
  /** Closes the modal in hand, or needs no word. */
  | { readonly kind: 'nothing' };

/** One thing a person did, as a door sees it. */
export interface Gesture {
  readonly deps: Deps;
  /** Who did it. Looks the person up at first use; ask for it after `open` is ruled out. */
  actor(): Promise<PersonActor>;
  /** The Slack user id, known without looking up. */
  readonly person: string;
  /** The same for every repetition of the same delivery. */
  readonly delivery: string;
  /** Where it was done; `null` in modals and App Home. */
  readonly channel: string | null;
  /** In every log line about it. */
  readonly requestId: string;
}

/** Fields of a submitted modal: block id to what was entered. Absent: left empty. */
export type Form = Readonly<Record<string, FormValue>>;
export type FormValue = string | readonly string[];

/** A pressed button or a changed select. */
export interface Press {
  /** The button's value, or the chosen option's. */
  readonly value: string;
  /** The modal it stands in, with everything entered so far; `null` in messages. */
  readonly modal: {
    readonly id: string;
    readonly hash: string | null;
    readonly note: string;
    readonly form: Form;
  } | null;
}

/** An entry of Slack's shortcut menus. */
export interface Shortcut {
  readonly type: 'global' | 'message';
  /** At most 24 characters. */
  readonly name: string;
  /** At most 150 characters. */
  readonly description: string;
  run(gesture: Gesture): Promise<Reply>;
}

/** Bot token scopes, as Slack names them. */
export type Scope = string;

/** One verb of `/apgms`: everything people can do with it. */
export interface Command {
  readonly noun: string;
  readonly verb: string;
  /** One line for the help page. */
  readonly summary: string;
  /** What may follow the verb, with brackets for what may be left out. Empty: nothing. */
  readonly usage: string;
  /** To copy, first the plainest. Each must be understood (a test types them). */
  readonly examples: readonly string[];
  /** What its answers and effects need beyond `commands`. */
  readonly scopes: readonly Scope[];
  /** `text`: what follows the verb, cleaned. */
  run(text: string, gesture: Gesture): Promise<Reply>;
  /** By `callback_id`; `note` is the modal's private metadata. */
  readonly submits?: Readonly<Record<string, (form: Form, note: string, gesture: Gesture) => Promise<Reply>>>;
  /** By `action_id`. */
  readonly buttons?: Readonly<Record<string, (press: Press, gesture: Gesture) => Promise<Reply>>>;
  /** By `callback_id`. */
  readonly shortcuts?: Readonly<Record<string, Shortcut>>;
}

export function defineCommand(command: Command): Command {
  return command;
}

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

/** What an attempt (or a find) brought to light. */
export interface Done {
  /** Events to record, from the state as it is when they are: it may have moved on meanwhile. Default: `effect-done`. */
  readonly events?: (fresh: Incident) => readonly IncidentEvent[];
  readonly links?: readonly Link[];
  /** For kept messages: what now stands in Slack. */
  readonly shown?: Shown;
}

export type Found =
  | { readonly kind: 'found'; readonly done: Done }
  /** It did not happen, as far as the vendor knows by now. */
  | { readonly kind: 'absent' }
  /** Whether it happened does not matter: what would be repeated is idempotent. */
  | { readonly kind: 'safe-to-repeat' }
  | { readonly kind: 'cannot-tell' };

/** What an effect is given to work with. */
export interface Attempt<Payload> {
  readonly deps: Pick<Deps, 'store' | 'chat' | 'checker' | 'clock' | 'policy' | 'log'>;
  readonly work: Work;
  readonly payload: Payload;
  readonly incident: Incident;
  /** The row of the message to show, for `slack.show`. */
  readonly message: MessageRow | null;
  /** Aborted when time is up: begin no further call then (`signal.throwIfAborted()`). */
  readonly signal: AbortSignal;
}

export interface EffectDefinition<Payload> {
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
  wanted(attempt: Attempt<Payload>): boolean;
  find?(attempt: Attempt<Payload>): Promise<Found>;
  /** Must end within the deadline of its port. Throws `IntegrationError`. */
  perform(attempt: Attempt<Payload>): Promise<Done>;
}

/** An effect with its payload's type closed over, as the engine handles it. */
export interface EffectKindDefinition {
  readonly kind: string;
  readonly vendor: Vendor;
  readonly class: EffectClass;
  readonly settleMs: number;
  readonly scopes: readonly Scope[];
  buckets(work: Work, message: MessageRow | null): readonly Bucket[];
  wanted(attempt: Attempt<unknown>): boolean;
  find(attempt: Attempt<unknown>): Promise<Found>;
  perform(attempt: Attempt<unknown>): Promise<Done>;
}

export function defineEffect<Payload>(definition: EffectDefinition<Payload>): EffectKindDefinition {
  const { find } = definition;
  const typed = (attempt: Attempt<unknown>) => ({ ...attempt, payload: definition.payload(attempt.payload) });
  return {
    kind: definition.kind,
    vendor: definition.vendor,
    class: definition.class,
    settleMs: definition.settleMs ?? 0,
    scopes: definition.scopes,
    buckets: (work, message) => definition.buckets(definition.payload(work.payload), message),
    wanted: (attempt) => definition.wanted(typed(attempt)),
    find: async (attempt) => (find ? find(typed(attempt)) : { kind: 'cannot-tell' }),
    perform: (attempt) => definition.perform(typed(attempt)),
  };
}

/** Something that happens by the calendar. */
export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
  /** Throws to be run again soon instead of at its time. */
  run(deps: Pick<Deps, 'store' | 'chat' | 'policy' | 'clock' | 'log'>): Promise<void>;
}

export function defineSchedule(schedule: Schedule): Schedule {
  return schedule;
}
