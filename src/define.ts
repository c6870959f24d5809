import type { Message, Modal } from '#views/message.ts';
import type { Scope } from './define/effect.ts';
import type { PersonActor } from './domain/people.ts';
import type { Deps } from './ports/deps.ts';

export {
  type AlertAttempt,
  type AnyAttempt,
  type AnyDone,
  type Attempt,
  type BotAttempt,
  type BotDone,
  type Done,
  doneForAlert,
  doneForIncident,
  type Found,
  type SubjectAttempt,
} from './define/attempt.ts';
export {
  defineAlertEffect,
  defineBotEffect,
  defineEffect,
  defineSubjectEffect,
  type EffectClass,
  type EffectKindDefinition,
  notYet,
  superseded,
} from './define/effect.ts';

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
  /** What was submitted is stored: its form closes. */
  | {
      readonly kind: 'done';
      readonly message: Message;
      /** Where the one who submitted it is told; `null`: in the place of the form. */
      readonly channel: string | null;
      /** They are where everybody is told of it, so the form only closes. */
      readonly seen?: boolean;
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
  /** Has the store know what Slack says of somebody who is named, looked up as who did it. */
  know(person: string): Promise<void>;
  /** The Slack user id, known without looking up. */
  readonly person: string;
  /** The same for every repetition of the same delivery. */
  readonly delivery: string;
  /** Where it was done; `null` in modals and App Home. */
  readonly channel: string | null;
  /** In every log line about it. */
  readonly requestId: string;
  /** Done once Slack has its answer. Best effort: what fails is logged, and not done again. */
  later(work: () => Promise<void>): void;
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

/** The message a message shortcut was used on. */
export interface PickedMessage {
  readonly channel: string;
  readonly ts: string;
  /** `null`: it stands in no thread. */
  readonly thread: string | null;
  /** Who wrote it: a person's id, or the id of a bot. */
  readonly author: string;
  /** Cleaned. */
  readonly text: string;
  /** Names of the files it carries. */
  readonly files: readonly string[];
}

/** An entry of Slack's shortcut menus. `message` is the one it was used on; `null` for global ones. */
export interface Shortcut {
  readonly type: 'global' | 'message';
  /** At most 24 characters. */
  readonly name: string;
  /** At most 150 characters. */
  readonly description: string;
  run(gesture: Gesture, message: PickedMessage | null): Promise<Reply>;
}

/** Something that happened in Slack and waits for no answer, as the Events API tells it. */
export interface Happening {
  readonly deps: Deps;
  /** The same for every repetition of the same delivery. */
  readonly delivery: string;
  /** The inner event as Slack sent it: a handler parses what it needs. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Who somebody is; `null`: a bot, somebody deactivated, somebody of another workspace. */
  actor(person: string): Promise<PersonActor | null>;
  /** Done once Slack has its acknowledgement. Best effort: what fails is logged, and not done again. */
  later(work: () => Promise<void>): void;
}

/** Choices for a menu that loads them as somebody types. */
export interface Choices {
  readonly options: readonly { readonly text: string; readonly value: string }[];
}

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
  /** What it is done with may be an alert as well: `declare ALT-7` is this verb, too, whatever its noun. */
  readonly takesAlerts?: true;
  /** Other words for the verb. */
  readonly alsoSaid?: readonly string[];
  /** `text`: what follows the verb, cleaned. */
  run(text: string, gesture: Gesture): Promise<Reply>;
  /** By `callback_id`; `note` is the modal's private metadata. */
  readonly submits?: Readonly<Record<string, (form: Form, note: string, gesture: Gesture) => Promise<Reply>>>;
  /** By `action_id`. */
  readonly buttons?: Readonly<Record<string, (press: Press, gesture: Gesture) => Promise<Reply>>>;
  /** By `callback_id`. */
  readonly shortcuts?: Readonly<Record<string, Shortcut>>;
  /** By `action_id` of the menu. Read only, within Slack's 3 s. `note`: what the modal carries that it stands in. */
  readonly menus?: Readonly<Record<string, (typed: string, gesture: Gesture, note: string) => Promise<Choices>>>;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** Hears of what happens in Slack without being asked. */
export interface Listener {
  readonly name: string;
  /** By the type of the inner event. Several listeners may hear the same. Throws to have Slack deliver it again. */
  readonly events: Readonly<Record<string, (happening: Happening) => Promise<void>>>;
}

export function defineListener(listener: Listener): Listener {
  return listener;
}

/** What a system sent to its door. */
export interface WebhookRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Byte for byte as it came: that is what signatures are made of. */
  readonly body: Uint8Array;
}

/** What came of it; the answer follows from that. */
export type Received =
  /** It is in the record, now or since an earlier delivery. */
  | { readonly kind: 'stored' }
  /** It says nothing that concerns us; `why` is a word from a closed list. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** Whoever sent it could not show who they are. Nothing was read of it. */
  | { readonly kind: 'refused' }
  /** It is nothing that system sends, and never will be: to send it again does not help. */
  | { readonly kind: 'senseless' };

export const webhookNames = ['pagerduty', 'alertmanager'] as const;
export type WebhookName = (typeof webhookNames)[number];

/** The door for one system: `POST /webhooks/<name>`. */
export interface Webhook {
  readonly name: WebhookName;
  /** How much of a body is read, where that is more than of others. */
  readonly bodyBytes?: number;
  /** `secret`: what the sender shows that it is who it says. Throws, and is sent it again, when what was sent could not be kept or understood. */
  receive(request: WebhookRequest, given: { readonly deps: Deps; readonly secret: string }): Promise<Received>;
}

export function defineWebhook(webhook: Webhook): Webhook {
  return webhook;
}

/** Something that happens by the calendar. */
export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
  /** It looks at everything there is, or people see it: a start does not make it run before its time. */
  readonly keepsTime?: true;
  /** Throws to be run again soon instead of at its time. */
  run(deps: Pick<Deps, 'store' | 'queue' | 'chat' | 'pager' | 'policy' | 'clock' | 'telemetry' | 'log'>): Promise<void>;
}

export function defineSchedule(schedule: Schedule): Schedule {
  return schedule;
}

/** Something whose moment comes: what a timer of its kind stands for. */
export interface Alarm {
  readonly kind: string;
  /** `ref`: as the timer has it. Sets or drops its timer; must bear being run twice. Throws to be run again soon. */
  ring(ref: string, deps: Pick<Deps, 'store' | 'queue' | 'pager' | 'policy' | 'clock' | 'log'>): Promise<void>;
}

export function defineAlarm(alarm: Alarm): Alarm {
  return alarm;
}
