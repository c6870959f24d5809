import type { ChatPerson } from './chat.ts';

/** How loud PagerDuty is: `high` calls, `low` waits for working hours, as the service there says. */
export type PageUrgency = 'high' | 'low';

export type PageStatus = 'triggered' | 'acknowledged' | 'resolved';

/** An incident of PagerDuty, as it says. */
export interface Page {
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
  /** Where a person acknowledges it. */
  readonly url: string;
  /** When it was opened (ms). */
  readonly createdAt: number;
  /** Whom it is with now. */
  readonly assignees: readonly PagerUser[];
}

/** A person, as PagerDuty knows them. */
export interface PagerUser {
  readonly id: string;
  readonly name: string;
  /** `null`: not told here. */
  readonly email: ChatPerson['email'];
}

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

/** Something that happened to a page, as its log tells. */
export interface PageLogEntry {
  readonly id: string;
  /** PagerDuty's word: `acknowledge_log_entry`, `escalate_log_entry` … */
  readonly type: string;
  readonly at: number;
  /** Who did it; `null`: PagerDuty itself, or nobody it names. */
  readonly by: PagerUser | null;
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
    readonly details: string;
    readonly from: string | null;
  }): Promise<Page>;
  /** The incident that was opened under `key`: one that is open rather than one that is over, the newest first. Safe to repeat, as are all that only ask. */
  findPage(key: string, service: string): Promise<Page | null>;
  /** Refused (`not-found`) where there is none. */
  pageOf(id: string): Promise<Page>;
  /** Pages opened or changed since then, oldest first; at most so many. */
  pagesSince(since: number, services: readonly string[]): Promise<readonly Page[]>;
  /** What happened to one, oldest first. */
  logOf(id: string): Promise<readonly PageLogEntry[]>;
  /** Never of one that is resolved: PagerDuty would open it again. Safe to repeat, as are the next two. */
  acknowledge(id: string, from: string | null): Promise<void>;
  resolve(id: string, from: string | null): Promise<void>;
  setUrgency(id: string, urgency: PageUrgency, from: string | null): Promise<void>;
  note(id: string, content: string, from: string | null): Promise<void>;
  /** What stands in its notes, oldest first. */
  notesOf(id: string): Promise<readonly string[]>;
  /** Asks people, or whoever an escalation policy calls, to join in. Refused (`ability-missing`) where the account cannot. */
  askToRespond(request: {
    readonly page: string;
    readonly message: string;
    readonly users: readonly string[];
    readonly policies: readonly string[];
    readonly from: string | null;
  }): Promise<void>;
  /** Who is on call now in these escalation policies, first level first. */
  onCall(policies: readonly string[], at: number): Promise<readonly OnCallTurn[]>;
  /** `null`: nobody has this e-mail. */
  userByEmail(email: string): Promise<PagerUser | null>;
  /** The services of the account, with the escalation policy each calls. */
  services(): Promise<readonly { readonly id: string; readonly name: string; readonly policy: string }[]>;
}
