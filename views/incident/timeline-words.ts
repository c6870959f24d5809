import type { TimelineEntry, TimelineFact } from '#src/domain/incident/timeline.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type Prose, words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import type { Pen } from './pen.ts';
import { afterwardsSentence } from './timeline-afterwards.ts';
import { alertSentence } from './timeline-alerts.ts';
import { type About, courseWords } from './timeline-course.ts';
import { messageWords } from './timeline-message.ts';
import { pagingSentence } from './timeline-paging.ts';
import { promiseWords } from './timeline-promises.ts';
import { taskSentence } from './timeline-tasks.ts';
import { affectedWords, roleWords, statusWords } from './words.ts';

/** What people wrote of one thing, as they wrote it. `label`: what it says of it; `null`: it is the thing itself. */
export interface SaidText {
  readonly label: string | null;
  readonly text: string;
}

/** One line of the timeline: a sentence of ours, and what people wrote. */
export interface EntryWords {
  readonly sentence: string;
  readonly said: readonly SaidText[];
}

/** What happened, written with `pen`. The only place that has words for it. */
export function entryWords({ fact, by }: TimelineEntry, pen: Pen, policy: Policy): EntryWords {
  if (fact.type === 'message') return messageWords(fact, pen);
  return { sentence: sentenceOf(fact, { by, who: pen.person(by), pen, policy }), said: saidIn(fact) };
}

function sentenceOf(fact: Exclude<TimelineFact, { readonly type: 'message' }>, about: About): string {
  const { who, pen } = about;
  const { strong } = pen;
  switch (fact.type) {
    case 'declared': {
      const { severity, restricted } = fact.data;
      const drill = fact.v === 2 && fact.data.drill;
      const as = drill ? `a ${severityName(severity)} drill` : severityName(severity);
      return `${strong('Declared')} by ${who} as ${as}${restricted ? ', private' : ''}`;
    }
    case 'began':
      return `${strong('It began')}, says ${who}`;
    case 'noticed':
      return `${strong('It was noticed')}, says ${who}`;
    case 'was-over':
      return `${strong('It was over')}, says ${who}`;
    case 'note':
      return `${strong('Note')} by ${who}`;
    case 'updated': {
      const { audience, nextAt } = fact.data;
      const next = nextAt === null ? '' : `, the next one promised for ${pen.when(nextAt)}`;
      return `${strong(audience === 'customers' ? 'Customer update' : 'Update')} by ${who}${next}`;
    }
    case 'status-changed':
      return `${strong(statusWords[fact.data.status])}, says ${who}`;
    case 'severity-changed': {
      const { from, to } = fact.data;
      const way = to < from ? 'raised' : 'lowered';
      return `${strong(`Severity ${way}`)} from ${severityName(from)} to ${severityName(to)} by ${who}`;
    }
    case 'acknowledged':
      return `${strong('Acknowledged')} by ${pen.person(fact.data.person)}`;
    case 'role-assigned': {
      const { role, person } = fact.data;
      if (person === null) return `Nobody is ${roleWords[role]} any more, says ${who}`;
      return `${pen.person(person)} is ${strong(roleWords[role])}, assigned by ${who}`;
    }
    case 'mitigation-applied':
      return `${strong(`Mitigation ${fact.data.mitigation} applied`)} by ${who}`;
    case 'mitigation-removed':
      return `${strong(`Mitigation ${fact.data.mitigation} removed`)} by ${who}`;
    case 'scope-added':
      return `${affectedWords[fact.data.kind]} touched, says ${who}`;
    case 'untouched':
      return `${fact.kind ? affectedWords[fact.kind] : 'Something'} not touched after all, says ${who}`;
    case 'link-added':
      return `Link added by ${who}`;
    case 'policy-adopted':
    case 'deadlines-moved':
    case 'obligation-reminded':
    case 'obligation-missed':
    case 'obligation-told':
    case 'obligation-snoozed':
      return promiseWords(fact, about);
    case 'review-scheduled':
    case 'review-held':
    case 'follow-up-added':
    case 'follow-up-changed':
    case 'follow-up-done':
    case 'follow-up-dropped':
      return afterwardsSentence(fact, about);
    case 'checklist-begun':
    case 'task-done':
    case 'task-undone':
    case 'task-waived':
      return taskSentence(fact, about);
    case 'paged':
    case 'page-spare':
    case 'page-unanswerable':
    case 'page-changed':
    case 'page-noted':
    case 'responders-asked':
    case 'responders-told':
    case 'responders-paged':
    case 'acknowledgement-lapsed':
      return pagingSentence(fact, about);
    case 'alert-joined':
    case 'alert-left':
    case 'alert-fired-again':
    case 'alert-grew':
    case 'alert-resolved':
      return alertSentence(fact, about);
    default:
      return courseWords(fact, about);
  }
}

/** What people wrote of it. */
function saidIn(fact: Exclude<TimelineFact, { readonly type: 'message' }>): readonly SaidText[] {
  switch (fact.type) {
    case 'declared':
      return [...text(null, fact.data.title), ...text('Affected', fact.data.affected)];
    case 'note':
      return text(null, fact.text);
    case 'updated':
      return [...text(null, fact.data.know), ...text('Impact', fact.data.impact), ...text('Next', fact.data.next)];
    case 'mitigation-applied':
    case 'follow-up-added':
      return text(null, fact.data.what);
    case 'mitigation-removed':
      return text(null, fact.data.how);
    case 'scope-added':
      return [{ label: null, text: fact.data.values.map(words).join(', ') }];
    case 'untouched':
      return fact.values.length > 0 ? [{ label: null, text: fact.values.map(words).join(', ') }] : [];
    case 'link-added':
      return [...text(null, fact.data.title), ...text('Address', fact.data.url)];
    case 'resolve-requested':
      return text('Why', fact.data.override);
    case 'status-changed':
    case 'severity-changed':
    case 'reopened':
    case 'cancelled':
    case 'access-requested':
    case 'obligation-snoozed':
    case 'follow-up-dropped':
    case 'responders-asked':
      return text('Why', fact.data.why);
    case 'closed':
      return fact.v === 1 ? [] : text('Why', fact.data.why);
    case 'page-noted':
      return text(null, fact.data.text);
    case 'alert-joined':
    case 'alert-fired-again':
      return text(null, fact.data.title);
    case 'task-done':
      return text('Evidence', fact.data.evidence);
    case 'task-waived':
      return text('Why', fact.data.why);
    case 'review-held':
      return [
        ...text('Cause', fact.data.cause),
        ...text('Actions', fact.data.actions),
        ...text('Lessons', fact.data.lessons),
      ];
    default:
      return [];
  }
}

function text(label: string | null, prose: Prose | null): readonly SaidText[] {
  return prose === null ? [] : [{ label, text: words(prose) }];
}
