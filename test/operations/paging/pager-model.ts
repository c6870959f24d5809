import { IntegrationError } from '#src/errors.ts';
import type { Pager } from '#src/ports/pager.ts';
import { onCall, type PagerDuty, type PageThere, users } from './pagerduty-model.ts';

/** How a call of ours goes. `late`: whatever happens meanwhile comes before it; `lost`: nobody hears the answer, and it took effect or not. */
export type Fault = 'none' | 'late' | 'unreachable' | 'refused' | 'lost before' | 'lost after';

type Meanwhile = () => Promise<void>;

/**
 * PagerDuty at the port: it refuses what it refuses, and opens again what is acknowledged once it is resolved. What else goes wrong it is told, one call
 * after the other.
 */
export function pagerModel(there: PagerDuty) {
  let next: { readonly fault: Fault; readonly meanwhile: Meanwhile | null } | null = null;

  const idOf = (email: string | null) => users.find((one) => one.email === email)?.id ?? null;

  function pageOf(id: string): PageThere {
    const page = there.pages.find((one) => one.id === id && !one.deleted);
    if (!page) throw failure('not-found');
    return page;
  }

  /** A call of ours that changes something, as it was said to go. */
  async function change<Answer>(does: () => Answer): Promise<Answer> {
    const { fault = 'none', meanwhile = null } = next ?? {};
    next = null;
    if (fault === 'refused') throw failure('invalid');
    if (fault === 'lost before' || fault === 'unreachable') {
      await meanwhile?.();
      throw failure(fault === 'unreachable' ? 'http_503' : 'timeout', fault);
    }
    if (fault === 'late') await meanwhile?.();
    const answer = does();
    if (fault !== 'late') await meanwhile?.();
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
        if (there.keyTaken(key, null)) throw failure('invalid');
        return there.seen(there.opens(key, service, wanted));
      }),
    findPage: (key, service) =>
      ask(() => {
        const all = there.pages.filter((one) => one.key === key && one.service === service && !one.deleted);
        const found = all.findLast(there.isOpen) ?? all.at(-1);
        return found ? there.seen(found) : null;
      }),
    pageOf: (id) => ask(() => there.seen(pageOf(id))),
    openPages: () => ask(() => there.pages.filter(there.isOpen).map(there.seen)),
    logOf: (id) => ask(() => [...pageOf(id).log]),
    acknowledge(id, from) {
      // Known: one that is on its way while people have others called there takes effect all the same. None of ours is so late.
      if (next?.fault === 'late') next = { ...next, fault: 'none' };
      return change(() => {
        const page = pageOf(id);
        const by = idOf(from);
        if (page.status === 'acknowledged') return null;
        if (by !== null) page.assignees = [by];
        there.turn(page, 'acknowledged', 'acknowledged', by);
        return there.seen(page);
      });
    },
    resolve: (id, from) =>
      change(() => {
        const page = pageOf(id);
        if (page.status === 'resolved') return null;
        there.turn(page, 'resolved', 'resolved', idOf(from));
        return there.seen(page);
      }),
    reopen: (id, from) =>
      change(() => {
        const page = pageOf(id);
        if (page.mergedInto !== null || there.keyTaken(page.key, page)) throw failure('invalid');
        there.assign(page, [onCall]);
        there.turn(page, 'reopened', 'triggered', idOf(from));
        return there.seen(page);
      }),
    askToRespond: ({ page: id, users: wanted }) =>
      change(() => {
        const page = pageOf(id);
        if (page.status === 'resolved') throw failure('invalid');
        const at = there.tick();
        page.responders = [
          ...page.responders.filter(({ user }) => !wanted.includes(user)),
          ...wanted.map((user) => ({ user, at })),
        ];
        there.reached.push(...wanted.map((user) => ({ page: id, user })));
        there.tell(`PagerDuty: ${id} calls ${wanted.join()} besides`);
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
    /** How the next change of ours goes, or whatever is asked before that; and what happens while it is on its way. */
    answers(fault: Fault, meanwhile: Meanwhile | null): void {
      next = { fault, meanwhile };
    },
    /** What was to happen during a change that was never asked for. */
    leftOver(): Meanwhile | null {
      const left = next?.meanwhile ?? null;
      next = null;
      return left;
    },
  };
}

function failure(code: string, fault: Fault = 'refused'): IntegrationError {
  const ambiguous = fault === 'lost before' || fault === 'lost after';
  return new IntegrationError({ vendor: 'pagerduty', code, retryable: fault !== 'refused', ambiguous });
}
