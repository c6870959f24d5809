import type { PageNews } from '#src/domain/paging/news.ts';
import type { PageHappening, PageStatus } from '#src/domain/paging/page.ts';
import { IntegrationError } from '#src/errors.ts';
import type { PageLogEntry, Pager, PagerUser, SeenPage } from '#src/ports/pager.ts';

/** How a call of ours goes. `lost`: nobody hears the answer, and it took effect or not. */
export const faults = ['none', 'unreachable', 'refused', 'lost before', 'lost after'] as const;
export type Fault = (typeof faults)[number];

/** What people do to a page there; `let go`: PagerDuty itself, which calls them again after a while. */
export type DeedThere = 'acknowledge' | 'let go' | 'resolve' | 'merge' | 'reassign' | 'reopen' | 'delete';

/** What PagerDuty tells by itself. `page`: as it stood right after it. */
export interface Webhook {
  readonly id: string;
  readonly page: SeenPage;
  /** `null`: that it was opened. */
  readonly news: PageNews | null;
}

export interface PageThere {
  readonly id: string;
  readonly number: number;
  readonly key: string | null;
  readonly service: string;
  readonly createdAt: number;
  readonly log: PageLogEntry[];
  status: PageStatus;
  since: number;
  assignees: readonly string[];
  responders: readonly { readonly user: string; readonly at: number }[];
  mergedInto: string | null;
  deleted: boolean;
  /** People opened it again there, whatever we know of it. */
  reopenedThere: boolean;
}

/** Somebody hears of a page: PagerDuty calls them, or they take it on. */
interface Reached {
  readonly page: string;
  readonly user: string;
}

const users: readonly (PagerUser & { readonly email: string })[] = ['ana', 'ben', 'dora', 'emil'].map((name) => ({
  id: `P${name.toUpperCase()}`,
  name,
  email: `${name}@apgms.example`,
}));
/** Whom every service calls. */
const onCall = 'PANA';

const entries: Readonly<Partial<Record<PageHappening, string>>> = {
  acknowledged: 'acknowledge_log_entry',
  unacknowledged: 'unacknowledge_log_entry',
  reassigned: 'assign_log_entry',
  reopened: 'reopen_log_entry',
  resolved: 'resolve_log_entry',
  merged: 'resolve_log_entry',
};

export type PagerDuty = ReturnType<typeof pagerDutyModel>;

/**
 * PagerDuty at the port, as far as it is about who is called: it keeps what is open, refuses what it refuses, opens again what is acknowledged once it is
 * resolved, and tells of everything but of what is deleted, whenever it is let to. `tick`: a moment passes; `tell`: for whoever reads what happened.
 */
export function pagerDutyModel(prefix: string, tick: () => number, tell: (what: string) => void) {
  const pages: PageThere[] = [];
  const reached: Reached[] = [];
  const untold: Webhook[] = [];
  let webhooks = 0;
  let next: { readonly fault: Fault; readonly meanwhile: (() => Promise<void>) | null } | null = null;

  const person = (id: string) => ({ id, name: users.find((one) => one.id === id)?.name ?? id });
  const idOf = (email: string | null) => users.find((one) => one.email === email)?.id ?? null;
  const isOpen = ({ status, deleted }: PageThere) => status !== 'resolved' && !deleted;
  const keyTaken = (key: string | null, but: PageThere | null) =>
    key !== null && pages.some((one) => one !== but && one.key === key && isOpen(one));

  function seen({ deleted: _, reopenedThere: __, log: ___, ...page }: PageThere): SeenPage {
    return {
      ...page,
      ...{ title: page.id, url: `https://apgms.pagerduty.com/incidents/${page.id}`, urgency: 'high', priority: null },
      service: { id: page.service, name: page.service },
      assignees: page.status === 'resolved' ? [] : page.assignees.map(person),
      responders: page.responders.map(({ user, at }) => ({ ...person(user), reply: 'pending', at })),
    };
  }

  function there(id: string): PageThere {
    const page = pages.find((one) => one.id === id && !one.deleted);
    if (!page) throw failure('not-found');
    return page;
  }

  function webhook(page: PageThere, news: Pick<PageNews, 'what' | 'at' | 'by'> | null): void {
    webhooks += 1;
    const now = seen(page);
    const { status, assignees, urgency, priority } = now;
    const said = { page: page.id, status, assignees, urgency, priority, responder: null };
    untold.push({ id: `${prefix}.webhook-${webhooks}`, page: now, news: news && { ...said, ...news } });
  }

  /** `by`: `null`, a machine, or PagerDuty itself. */
  function turn(page: PageThere, what: PageHappening, status: PageStatus, by: string | null): void {
    const at = tick();
    if (status !== page.status) Object.assign(page, { status, since: at });
    page.log.push({ id: `L${page.log.length}`, type: entries[what] ?? what, at, by: by === null ? null : person(by) });
    webhook(page, { what, at, by: by === null ? null : person(by) });
    tell(`PagerDuty: ${page.id} ${what}${by === null ? '' : ` by ${by}`}, it is with ${page.assignees.join()}`);
  }

  function assign(page: PageThere, ids: readonly string[]): void {
    page.assignees = ids;
    reached.push(...ids.map((user) => ({ page: page.id, user })));
  }

  function opens(key: string | null, service: string, wanted: readonly string[]): PageThere {
    const at = tick();
    const number = pages.length + 1;
    const page: PageThere = {
      ...{ id: `${prefix}-Q${number}`, number, key, service, createdAt: at, since: at, status: 'triggered' },
      ...{ assignees: [], responders: [], mergedInto: null, deleted: false, reopenedThere: false },
      log: [{ id: 'L0', type: 'trigger_log_entry', at, by: null }],
    };
    pages.push(page);
    assign(page, wanted.length > 0 ? wanted : [onCall]);
    webhook(page, null);
    tell(`PagerDuty: ${page.id} opened${key === null ? '' : ` under ${key}`}, calls ${page.assignees.join()}`);
    return page;
  }

  /** A call of ours that changes something, as it was said to go; whatever happens `meanwhile` comes before it where it never takes effect. */
  async function change<Answer>(does: () => Answer): Promise<Answer> {
    const { fault = 'none', meanwhile = null } = next ?? {};
    next = null;
    if (fault === 'refused') throw failure('invalid');
    if (fault === 'lost before' || fault === 'unreachable') {
      await meanwhile?.();
      throw failure(fault === 'unreachable' ? 'http_503' : 'timeout', fault);
    }
    const answer = does();
    await meanwhile?.();
    if (fault === 'lost after') throw failure('timeout', fault);
    return answer;
  }

  async function ask<Answer>(answer: () => Answer): Promise<Answer> {
    if (next?.fault === 'unreachable') throw failure('http_503', 'unreachable');
    return answer();
  }

  const unused = () => Promise.reject(new Error('has no part in this'));
  const pager: Pager = {
    page: ({ service, key, users: wanted }) =>
      change(() => {
        if (keyTaken(key, null)) throw failure('invalid');
        return seen(opens(key, service, wanted));
      }),
    findPage: (key, service) =>
      ask(() => {
        const all = pages.filter((one) => one.key === key && one.service === service && !one.deleted);
        const found = all.findLast(isOpen) ?? all.at(-1);
        return found ? seen(found) : null;
      }),
    pageOf: (id) => ask(() => seen(there(id))),
    openPages: () => ask(() => pages.filter(isOpen).map(seen)),
    logOf: (id) => ask(() => [...there(id).log]),
    acknowledge: (id, from) =>
      change(() => {
        const page = there(id);
        const by = idOf(from);
        if (page.status === 'acknowledged') return null;
        if (by !== null) page.assignees = [by];
        turn(page, 'acknowledged', 'acknowledged', by);
        return seen(page);
      }),
    resolve: (id, from) =>
      change(() => {
        const page = there(id);
        if (page.status === 'resolved') return null;
        turn(page, 'resolved', 'resolved', idOf(from));
        return seen(page);
      }),
    reopen: (id, from) =>
      change(() => {
        const page = there(id);
        if (page.mergedInto !== null || keyTaken(page.key, page)) throw failure('invalid');
        assign(page, [onCall]);
        turn(page, 'reopened', 'triggered', idOf(from));
        return seen(page);
      }),
    askToRespond: ({ page: id, users: wanted }) =>
      change(() => {
        const page = there(id);
        if (page.status === 'resolved') throw failure('invalid');
        const at = tick();
        page.responders = [
          ...page.responders.filter(({ user }) => !wanted.includes(user)),
          ...wanted.map((user) => ({ user, at })),
        ];
        reached.push(...wanted.map((user) => ({ page: id, user })));
        tell(`PagerDuty: ${id} calls ${wanted.join()} besides`);
      }),
    setSeverity: () => ask(() => null),
    note: () => ask(() => undefined),
    notesOf: () => ask(() => []),
    userByEmail: (email) => ask(() => users.find((one) => one.email === email) ?? null),
    priorities: () => ask(() => []),
    ...{ onCall: unused, user: unused, contactsOf: unused, services: unused, abilities: unused, subscriptions: unused },
  };

  return {
    pager,
    pages,
    reached,
    /** What it has not told yet. */
    untold,
    isOpen,
    /** How the next change of ours goes, or whatever is asked before that; and what happens while it is on its way. */
    answers(fault: Fault, meanwhile: (() => Promise<void>) | null = null): void {
      next = { fault, meanwhile };
    },
    /** What was to happen during a change that was never asked for. */
    leftOver(): (() => Promise<void>) | null {
      const left = next?.meanwhile ?? null;
      next = null;
      return left;
    },
    /** Some monitoring tells PagerDuty itself. */
    isTold: (service: string) => opens(null, service, []),
    /** Does what `who` can do there, as it stands. */
    do(page: PageThere, deed: DeedThere, who: string): void {
      const { status, deleted, mergedInto } = page;
      if (deleted) return;
      if (deed === 'delete') {
        page.deleted = true;
        tell(`PagerDuty: ${page.id} deleted`);
      } else if (status === 'resolved') {
        if (deed !== 'reopen' || mergedInto !== null || keyTaken(page.key, page)) return;
        page.reopenedThere = true;
        assign(page, [onCall]);
        turn(page, 'reopened', 'triggered', who);
      } else if (deed === 'resolve') turn(page, 'resolved', 'resolved', who);
      else if (deed === 'merge') {
        page.mergedInto = `${prefix}-another`;
        turn(page, 'merged', 'resolved', who);
      } else if (deed === 'reassign') {
        assign(page, [who]);
        turn(page, 'reassigned', 'triggered', who);
      } else if (deed === 'acknowledge' && status === 'triggered') {
        assign(page, [who]);
        turn(page, 'acknowledged', 'acknowledged', who);
      } else if (deed === 'let go' && status === 'acknowledged') turn(page, 'unacknowledged', 'triggered', null);
    },
  };
}

function failure(code: string, fault: Fault = 'refused'): IntegrationError {
  const ambiguous = fault === 'lost before' || fault === 'lost after';
  return new IntegrationError({ vendor: 'pagerduty', code, retryable: fault !== 'refused', ambiguous });
}
