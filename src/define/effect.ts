import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Vendor } from '#src/errors.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Bucket, Link, MessageRow, Shown, Work } from '#src/ports/store.ts';

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

/** What an attempt (or a find) brought to light. */
export interface Done {
  /** Events to record, from the state as it is when they are: it may have moved on meanwhile. Default: `effect-done`. */
  readonly events?: (fresh: Incident) => readonly IncidentEvent[];
  readonly links?: readonly Link[];
  /** For kept messages: what now stands in Slack. */
  readonly shown?: Shown;
}

/** What `perform` says where there turned out to be nothing left to do: the row becomes `void`. */
export const superseded = 'superseded';

export type Found<Result = Done> =
  | { readonly kind: 'found'; readonly done: Result }
  /** It did not happen, as far as the vendor knows by now. */
  | { readonly kind: 'absent' }
  /** Whether it happened does not matter: what would be repeated is idempotent. */
  | { readonly kind: 'safe-to-repeat' }
  | { readonly kind: 'cannot-tell' };

/** What an effect of the bot itself leaves behind: no incident's record tells of it. */
export type BotDone = Pick<Done, 'links'>;

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

/** What an effect of an incident is given to work with. */
export interface Attempt<Payload> extends BotAttempt<Payload> {
  readonly incident: Incident;
  /** The row of the message to show, for `slack.show`. */
  readonly message: MessageRow | null;
}

/** As the engine makes it, for an effect of either kind. `incident` is `null` for what belongs to none. */
export type AnyAttempt = Omit<Attempt<unknown>, 'incident'> & { readonly incident: Incident | null };

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
  perform(attempt: Given): Promise<Result | typeof superseded>;
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
  find(attempt: AnyAttempt): Promise<Found>;
  perform(attempt: AnyAttempt): Promise<Done | typeof superseded>;
}

/** An effect of an incident. */
export function defineEffect<Payload>(definition: EffectDefinition<Payload>): EffectKindDefinition {
  return closed(definition, (attempt, payload) => {
    const { incident } = attempt;
    if (incident === null) throw new Error(`${attempt.work.id} belongs to no incident`);
    return { ...attempt, incident, payload };
  });
}

/** An effect of the bot itself, which belongs to no incident: no card shows it, and where it fails for good only the log says so. */
export function defineBotEffect<Payload>(
  definition: EffectDefinition<Payload, BotAttempt<Payload>, BotDone>,
): EffectKindDefinition {
  return closed(definition, ({ deps, work, signal }, payload) => ({ deps, work, payload, signal }));
}

function closed<Payload, Given, Result extends Done>(
  definition: EffectDefinition<Payload, Given, Result>,
  given: (attempt: AnyAttempt, payload: Payload) => Given,
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
    find: async (attempt) => (find ? find(typed(attempt)) : { kind: 'cannot-tell' }),
    perform: (attempt) => definition.perform(typed(attempt)),
  };
}
