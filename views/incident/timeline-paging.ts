import type {
  Asked,
  PageChangedV1,
  Paged,
  PagingEvent,
  RespondersPaged,
  RespondersPagedV1,
  Unable,
  Unanswerable,
} from '#src/domain/paging/events.ts';
import type { PagerPerson, Reply } from '#src/domain/paging/page.ts';
import { listed } from '#views/text.ts';
import type { Pen } from './pen.ts';
import type { About } from './timeline-course.ts';

/** Whom PagerDuty called, and what was done there: one sentence for each. */
export function pagingSentence(
  event: Exclude<PagingEvent, { type: 'person-recognised' }>,
  about: Pick<About, 'who' | 'pen'>,
): string {
  const { who, pen } = about;
  const { strong } = pen;
  switch (event.type) {
    case 'paged':
      return pagedWords(event.data, pen);
    case 'page-unanswerable':
      return unanswerableWords(event.data, pen);
    case 'page-changed':
      return changedWords(event.data, about);
    case 'page-spare': {
      const { url, number } = event.data;
      return `Another page stood for it in PagerDuty, ${pen.link(url, `#${number}`)}: it is resolved there, and nothing else changes`;
    }
    case 'page-noted':
      return `${pen.strong('Note in PagerDuty')} by ${who}`;
    case 'responders-asked':
      return `${who} asked ${strong(askedWords(event.data.asked, pen))} to join`;
    case 'responders-told':
      return toldWords(event.data.people.map(pen.person), event.data.missing, pen);
    case 'responders-paged':
      return pagedTooWords(event.data, pen);
    case 'acknowledgement-lapsed':
      return `${pen.strong('Not acknowledged any more')}: PagerDuty took it back, and waits for somebody to take it on`;
  }
}

/** Who is asked to join in. */
export function askedWords(asked: Asked, pen: Pen): string {
  if (asked.kind === 'person') return pen.person(asked.person);
  const name = pen.quoted(asked.name, 75);
  return asked.kind === 'rung' ? name : `whoever is on call for ${name}`;
}

function toldWords(people: readonly string[], missing: readonly string[], pen: Pen): string {
  const told = people.length > 0 ? [`${listed(people)} ${people.length === 1 ? 'was' : 'were'} asked in Slack`] : [];
  return sentence([...told, ...nobodyIs(missing, 'in Slack', pen)]) || 'Nobody else could be asked in Slack';
}

/** Who was called besides, through PagerDuty. */
export function pagedTooWords({ people, missing, unable }: RespondersPaged | RespondersPagedV1, pen: Pen): string {
  if (unable === 'no-page') return 'Nobody was paged besides: nothing stands in PagerDuty that they could join';
  if (unable) return 'Nobody was paged besides: this PagerDuty account cannot ask people to join';
  const paged = people.length > 0 ? [`${names(people, pen)} ${people.length === 1 ? 'was' : 'were'} paged`] : [];
  return sentence([...paged, ...nobodyIs(missing, 'in PagerDuty', pen)]) || 'Nobody was paged: nobody is on that rung';
}

function sentence(clauses: readonly string[]): string {
  return clauses.join('; ').replace(/^nobody/, 'Nobody');
}

function nobodyIs(emails: readonly string[], where: string, pen: Pen): readonly string[] {
  return emails.length > 0 ? [`nobody is ${listed(emails.map((email) => pen.quoted(email, 100)))} ${where}`] : [];
}

function pagedWords({ number, url, service, urgency, assignees }: Paged, pen: Pen): string {
  const called = assignees.length > 0 ? names(assignees, pen) : pen.quoted(service.name, 75);
  return `${pen.strong('Paged')} ${called} through PagerDuty: ${pen.link(url, `#${number}`)}, ${urgency} urgency`;
}

/** Why nobody is called through PagerDuty. */
export const unableWords: Readonly<Record<Unable, string>> = {
  'nobody-on-call': 'nobody is on call there',
  'no-account': 'nobody of it has an account there',
  'no-service': 'apgms.yaml names no service of it for this',
};

function unanswerableWords({ name, why, next }: Unanswerable, pen: Pen): string {
  const then = next === null ? 'nobody else is left to page: Slack alone asks from here on' : 'the next rung is paged';
  return `${pen.strong('Nobody paged')} for ${pen.quoted(name, 75)} in PagerDuty: ${unableWords[why]}, ${then}`;
}

function changedWords(
  { what, by, assignees, priority, responder }: PageChangedV1,
  { who, pen }: Pick<About, 'who' | 'pen'>,
) {
  const { strong } = pen;
  const now = assignees.length > 0 ? `: it is with ${names(assignees, pen)} now` : '';
  const asked = responder ? pen.quoted(responder.name, 75) : 'somebody';
  switch (what) {
    case 'acknowledged':
      return `Acknowledged in PagerDuty by ${who}`;
    case 'unacknowledged':
      return `No longer acknowledged in PagerDuty${now}`;
    case 'escalated':
      return `${strong('Escalated in PagerDuty')} by ${who}${now}`;
    case 'delegated':
      return `${strong('Given to another escalation policy in PagerDuty')} by ${who}${now}`;
    case 'reassigned':
      return `${strong('Reassigned in PagerDuty')} by ${who}${now}`;
    case 'prioritised':
      return `Priority in PagerDuty ${priority === null ? 'taken away' : `set to ${pen.quoted(priority, 30)}`} by ${who}: its severity here stays`;
    case 'responder-added':
      return `${asked} was asked in PagerDuty to join`;
    case 'responder-replied':
      return `${asked} ${replyWords[responder?.reply ?? 'pending']} (in PagerDuty)`;
    case 'reopened':
      return `${strong('Reopened in PagerDuty')} by ${who}`;
    case 'resolved':
      return `${strong('Resolved in PagerDuty')} ${by === null ? 'by monitoring, or by itself' : `by ${who}`}`;
    case 'merged':
      return `${strong('Merged into another in PagerDuty')} by ${who}: nobody is called for it there any more`;
    case 'deleted':
      return `${strong('Not to be found in PagerDuty any more')}: nobody is called for it there`;
  }
}

const replyWords: Readonly<Record<Reply, string>> = {
  joined: 'joins in',
  declined: 'cannot join',
  pending: 'has not answered yet',
};

function names(people: readonly PagerPerson[], pen: Pen): string {
  return listed(people.slice(0, 5).map(({ name }) => pen.quoted(name, 75)));
}
