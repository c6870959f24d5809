import type { PageNews } from '#src/domain/paging/news.ts';
import type { PageHappening, PageStatus } from '#src/domain/paging/page.ts';
import type { PageLogEntry, PagerUser, SeenPage } from '#src/ports/pager.ts';

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

export const users: readonly (PagerUser & { readonly email: string })[] = ['ana', 'ben', 'dora', 'emil'].map(
  (name) => ({
    id: `P${name.toUpperCase()}`,
    name,
    email: `${name}@apgms.example`,
  }),
);
/** Whom every service calls. */
export const onCall = 'PANA';

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
 * PagerDuty, as far as it is about who is called: it keeps what is open, has people do what they can do as it stands, and tells of everything but of what is
 * deleted, whenever it is let to. `tick`: a moment passes; `tell`: for whoever reads what happened.
 */
export function pagerDutyModel(prefix: string, tick: () => number, tell: (what: string) => void) {
  const pages: PageThere[] = [];
  const reached: Reached[] = [];
  const untold: Webhook[] = [];
  let webhooks = 0;

  const person = (id: string) => ({ id, name: users.find((one) => one.id === id)?.name ?? id });
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

  return {
    pages,
    reached,
    /** What it has not told yet. */
    untold,
    isOpen,
    keyTaken,
    seen,
    opens,
    assign,
    turn,
    tick,
    tell,
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
