import type { AskedResponder, PagerPerson, PageStatus, PageUrgency } from '#src/domain/paging/page.ts';

/** After that nobody waits for the answer to one call any more (ms): longer than PagerDuty takes on a bad day, shorter than the time an attempt has. */
export const callMs = 8_000;

/** An incident of PagerDuty, as it says. */
export interface SeenPage {
  /** PagerDuty's id: `PGR0VU2`. */
  readonly id: string;
  /** The number people say. */
  readonly number: number;
  readonly title: string;
  readonly status: PageStatus;
  /** What it was opened under; `null`: nothing. */
  readonly key: string | null;
  readonly service: { readonly id: string; readonly name: string };
  readonly urgency: PageUrgency;
  /** The name of its priority; `null`: it has none. */
  readonly priority: string | null;
  /** Where a person acknowledges it. */
  readonly url: string;
  /** When it was opened (ms). */
  readonly createdAt: number;
  /** When it came to be in its status (ms). */
  readonly since: number;
  /** Whom it is with now. */
  readonly assignees: readonly PagerPerson[];
  /** Who was asked to join, each once. */
  readonly responders: readonly AskedResponder[];
  /** The page it was merged into; `null`: it was not. */
  readonly mergedInto: string | null;
}

/** A note that stands on a page. */
export interface PageNote {
  readonly id: string;
  readonly at: number;
  readonly by: PagerPerson | null;
  readonly content: string;
}

/** A person, as PagerDuty knows them. */
export interface PagerUser extends PagerPerson {
  /** `null`: not told here. */
  readonly email: string | null;
}

/** By what PagerDuty can reach somebody: `push` is its app. */
export type ContactKind = 'phone' | 'sms' | 'push' | 'email';

/** Somebody is on call at one level of one escalation policy. Times are milliseconds since the epoch. */
export interface OnCallTurn {
  readonly policy: { readonly id: string; readonly name: string };
  /** 1 is called first. */
  readonly level: number;
  readonly user: PagerUser;
  /** `null`: for good. */
  readonly from: number | null;
  readonly until: number | null;
}

/** Who is told of what happens in the account, as PagerDuty has it. */
export interface PagerSubscription {
  readonly id: string;
  /** Where it leads; `null`: to no address. */
  readonly url: string | null;
  /** Switched on, by people. */
  readonly active: boolean;
  /** PagerDuty itself keeps silent for up to a day, because what it told was not taken. */
  readonly silenced: boolean;
  /** PagerDuty's words: `incident.triggered` … */
  readonly events: readonly string[];
  /** Whether it tells of the whole account, rather than of a service or a team. */
  readonly whole: boolean;
}

/** Something that happened to a page, as its log tells. */
export interface PageLogEntry {
  readonly id: string;
  /** PagerDuty's word: `acknowledge_log_entry`, `escalate_log_entry` … */
  readonly type: string;
  readonly at: number;
  /** Who did it; `null`: PagerDuty itself, or nobody it names. */
  readonly by: PagerPerson | null;
}

/**
 * PagerDuty, in our words. Every call has a deadline and is tried once; each throws `IntegrationError` when it fails, with `ambiguous` set when it may
 * have taken effect. `from`: the e-mail of the PagerDuty user who acts; `null`: the bot's own.
 */
export interface Pager {
  /**
   * Opens an incident on a service, which calls whoever is on call there. `key` is ours and unique among the open incidents of the service: refused
   * (`invalid`) where one has it. Refused (`nobody-on-call`) where there is nobody to call.
   */
  page(request: {
    readonly service: string;
    readonly key: string;
    readonly title: string;
    readonly urgency: PageUrgency;
    /** By name; left out where the account has none of this name. */
    readonly priority: string | null;
    readonly details: string;
    /** Ids of users to call instead of whoever the service calls; empty: as the service says. */
    readonly users: readonly string[];
    readonly from: string | null;
  }): Promise<SeenPage>;
  /** The incident that was opened under `key`: one that is open rather than one that is over, the newest first. Safe to repeat, as are all that only ask. */
  findPage(key: string, service: string): Promise<SeenPage | null>;
  /** Refused (`not-found`) where there is none. */
  pageOf(id: string): Promise<SeenPage>;
  /** Those of these services that are not resolved, oldest first. */
  openPages(services: readonly string[]): Promise<readonly SeenPage[]>;
  /** What happened to one, oldest first. */
  logOf(id: string): Promise<readonly PageLogEntry[]>;
  /**
   * Never of one that is resolved: PagerDuty would open it again. Safe to repeat, as are the next two. These and `setSeverity` say what became of it;
   * `null`: it was so already, or PagerDuty does not say.
   */
  acknowledge(id: string, from: string | null): Promise<SeenPage | null>;
  resolve(id: string, from: string | null): Promise<SeenPage | null>;
  /** Sets it to triggered, which calls people again. */
  reopen(id: string, from: string | null): Promise<SeenPage | null>;
  setSeverity(
    id: string,
    severity: { readonly urgency: PageUrgency; readonly priority: string | null },
    from: string | null,
  ): Promise<SeenPage | null>;
  note(id: string, content: string, from: string | null): Promise<void>;
  /** What stands in its notes, oldest first. */
  notesOf(id: string): Promise<readonly PageNote[]>;
  /** Asks people to join in. Refused (`ability-missing`) where the account cannot. */
  askToRespond(request: {
    readonly page: string;
    readonly message: string;
    /** Ids. */
    readonly users: readonly string[];
    readonly from: string | null;
  }): Promise<void>;
  /** Who is on call in these escalation policies between two moments (ms), first level first, then by when it begins. */
  onCall(policies: readonly string[], from: number, until: number): Promise<readonly OnCallTurn[]>;
  /** `null`: nobody has this e-mail by now. Who has it is remembered for five minutes. */
  userByEmail(email: string): Promise<PagerUser | null>;
  /** Refused (`not-found`) where there is none. */
  user(id: string): Promise<PagerUser>;
  /** By what PagerDuty can reach somebody. Refused (`not-found`) where there is no such user. */
  contactsOf(user: string): Promise<readonly ContactKind[]>;
  /** The services of the account, with the escalation policy each calls. */
  services(): Promise<readonly { readonly id: string; readonly name: string; readonly policy: string }[]>;
  /** What the account can do, in PagerDuty's words: `coordinated_responding` … */
  abilities(): Promise<readonly string[]>;
  /** Names of its priorities. */
  priorities(): Promise<readonly string[]>;
  subscriptions(): Promise<readonly PagerSubscription[]>;
}
