import { changeOf as changeOfAlert } from '#src/domain/alert/change.ts';
import { decide as decideAlert } from '#src/domain/alert/decide.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import type { PagingCommand } from '#src/domain/incident/decide/paging.ts';
import { decide } from '#src/domain/incident/decide.ts';
import { missed, passed } from '#src/domain/paging/missed.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { Page } from '#src/domain/paging/page.ts';
import { actorId, type VendorActor } from '#src/domain/people.ts';
import { anAlert } from '#test/support/alerts.ts';
import { anIncident, aPolicy, wednesday } from '#test/support/builders.ts';
import { answerAfter, paged, type Told } from './life.ts';

const policy = { ...aPolicy, hash: 'policy' };
/** PagerDuty itself. */
export const nobody: VendorActor = { kind: 'vendor', vendor: 'pagerduty', user: null };
const context = { policy, now: wednesday + 60 * 60_000 };

type Command = Extract<PagingCommand, { type: 'hear-page' | 'hear-paged' }>;

/** What has a page and hears of it: what it then is, and how many happenings came to it. */
interface Hears {
  readonly state: () => {
    readonly page: Page | null;
    readonly acknowledged: { readonly by: string; readonly at: number } | null;
  };
  /** Answers how many happenings it recorded. */
  readonly hear: (command: Command, actor: VendorActor) => number;
}

export function anIncidentThatHears(): Hears {
  let state = anIncident();
  return {
    state: () => state,
    hear(command, actor) {
      const decision = decide(state, command, context);
      const events = decision.ok ? decision.events : [];
      if (events.length > 0) state = changeOf(state, events, { actor, at: context.now, policy }).after;
      return events.filter(({ type }) => type === 'page-changed').length;
    },
  };
}

export function anAlertThatHears(): Hears {
  let state = anAlert();
  return {
    state: () => state,
    hear(command, actor) {
      const decision = decideAlert(state, command, context);
      const events = decision.ok ? decision.events : [];
      if (events.length > 0) state = changeOfAlert(state, events, { actor, at: context.now, policy }).after;
      return events.filter(({ type }) => type === 'page-changed').length;
    },
  };
}

/** It is told all this, one after the other. */
export function hearing({ state, hear }: Hears) {
  let happenings = 0;
  function tell(news: PageNews, first: typeof paged | null) {
    const actor = { ...nobody, user: news.by };
    const by = news.by && actorId(actor);
    happenings += hear({ type: 'hear-page', news, by, mayResolve: null, paged: first }, actor);
  }
  return {
    state,
    happenings: () => happenings,
    opened: (at = wednesday) => hear({ type: 'hear-paged', paged: { ...paged, at }, late: true }, nobody),
    tell(told: readonly Told[]) {
      for (const { what, at, by, responder, ...stands } of told) {
        const first = responder ? null : { ...paged, ...stands };
        const says = responder ? { status: null, assignees: null, priority: undefined } : stands;
        tell({ page: 'Q1', what, at, by, ...says, urgency: responder ? null : 'high', responder }, first);
      }
    },
    /** As its log has it. */
    log({ what, at, by }: Told) {
      tell({ ...unsaid, page: 'Q1', what, at, by, from: 'log' }, null);
    },
    /** PagerDuty is asked, after all of `life`. */
    ask(life: readonly Told[], now: number) {
      const answer = answerAfter(life);
      const before = state().page;
      if (!before) throw new Error('only what is known is asked for');
      if (answer === null) {
        tell({ ...unsaid, page: 'Q1', what: 'deleted', at: now, by: null, from: 'answer' }, null);
        return;
      }
      for (const news of passed(before, answer.seen, answer.log)) tell(news, null);
      const knowing = before.heard;
      for (const news of missed(state().page ?? before, answer.seen, answer.log, { now, knowing })) tell(news, null);
    },
  };
}

const unsaid = { status: null, assignees: null, urgency: null, priority: undefined, responder: null } as const;
