import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { highestNumber } from '#src/domain/numbers.ts';
import type { Group } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { context, message, section } from './blocks.ts';
import { untickedWords } from './incident/checklist-words.ts';
import type { Message } from './message.ts';
import { explainAfterwards } from './refusal/afterwards.ts';
import { explainAlert } from './refusal/alert.ts';
import { type Explanation, tooHigh } from './refusal/explanation.ts';
import { explainIncident } from './refusal/incident.ts';
import { explainPeople } from './refusal/people.ts';
import { explainTask } from './refusal/task.ts';
import { code, fitted, inline, listed } from './text.ts';

/** Why something was not done, and what to do next. `incident`: the one it is about, for who may see it. */
export function refusalMessage(
  refusal: Refusal,
  { policy, incident = null }: { readonly policy: Policy; readonly incident?: Incident | null },
): Message {
  const { stopped, rule, next } = explain(refusal, policy, incident);
  return message(`${stopped} ${next}`, [section(`*${stopped}*\n${next}`), ...(rule ? [context(`Rule: ${rule}`)] : [])]);
}

const healthRule =
  '“Confirm health checks pass and errors return to baseline” (runbook 000, resolution; runbook 003 asks the same).';

function explain(refusal: Refusal, policy: Policy, incident: Incident | null): Explanation {
  switch (refusal.code) {
    case 'no-title':
      return {
        stopped: 'Not declared: the title is empty.',
        rule: '“Confirm scope: identify affected org IDs or endpoints” (runbook 000, triage).',
        next: `Say in a few words what is wrong: ${code('/apgms incident declare sev2 bank-lines returns 500')}`,
      };
    case 'unknown-services':
      return unknownServices(refusal.services, policy);
    case 'no-such-incident':
      if (refusal.number >= highestNumber) return tooHigh('incident');
      return {
        stopped: `There is no ${incidentName(refusal.number)}.`,
        rule: null,
        // The same for every number, so it tells nothing.
        next: `See which there are: ${code('/apgms incident list all')}. If you were told of it and it is private: ${code(`/apgms incident access ${incidentName(refusal.number)}`)}`,
      };
    case 'not-allowed':
      return notAllowed(refusal.action, refusal.needs);
    case 'not-verified':
      return {
        stopped: 'Not done: Slack does not say right now who you are.',
        rule: null,
        next: `Try again in a minute. Declaring works meanwhile: ${code('/apgms incident declare sev2 bank-lines returns 500')}`,
      };
    case 'already-resolved':
      return {
        stopped: `${incidentName(refusal.number)} is resolved already.`,
        rule: null,
        next: `See how it ended: ${code(`/apgms incident show ${incidentName(refusal.number)}`)}`,
      };
    case 'resolution-under-way':
      return {
        stopped: `${incidentName(refusal.number)} is being resolved already: its health is being asked for.`,
        rule: healthRule,
        next: `Wait for the outcome in its channel, or look at it: ${code(`/apgms incident show ${incidentName(refusal.number)}`)}`,
      };
    case 'override-needs-reason':
      return {
        stopped: 'Not resolved: to resolve whatever health says needs a reason.',
        rule: healthRule,
        next: `Write it after “because”: ${code('/apgms incident resolve because the check itself is broken')}`,
      };
    case 'nothing-to-retry':
      return {
        stopped: `Nothing of ${incidentName(refusal.number)} needs another try.`,
        rule: null,
        next: `What failed was done meanwhile, or is being tried again. See ${code(`/apgms incident show ${incidentName(refusal.number)}`)}`,
      };
    case 'not-ours':
      return { stopped: 'It is about nothing that is kept here.', rule: null, next: 'Nothing needs to be done.' };
    case 'too-busy':
      return {
        stopped: 'Not stored: others were changing the same thing all the time.',
        rule: null,
        next: 'Nothing of it was done. Please send it again.',
      };
    case 'needs-reason':
    case 'record-incomplete':
    case 'not-yet-resolved':
    case 'review-held-before':
    case 'review-time':
    case 'no-such-follow-up':
    case 'follow-up-day':
    case 'nothing-to-snooze':
    case 'never-snoozed':
    case 'snoozed-enough':
      return explainAfterwards(refusal, incident === null ? '' : untickedWords(incident, policy));
    case 'no-such-checklist':
    case 'checklist-not-begun':
    case 'checklist-begun':
    case 'no-such-task':
    case 'task-ticked':
    case 'task-not-ticked':
    case 'needs-evidence':
    case 'waiver-needs-reason':
      return explainTask(refusal, policy);
    case 'no-such-alert':
    case 'alert-over':
    case 'alert-nothing-to-retry':
    case 'alert-acknowledged':
    case 'alert-attached':
    case 'alert-to-private':
    case 'alert-fires':
      return explainAlert(refusal);
    case 'no-such-duty':
    case 'no-pager':
    case 'email-of-another':
    case 'asks-oneself':
      return explainPeople(refusal, policy);
    default:
      return explainIncident(refusal, incident);
  }
}

/** Everybody but guests is a responder: no group in the policy makes a guest one, a member has to act. */
function notAllowed(action: string, needs: readonly Group[]): Explanation {
  const ruleFor = (allowed: string) => `${code(action)} is for ${allowed}.`;
  if (!needs.includes('responder')) {
    const allowed = needs.map((group) => groupWords[group]);
    const next = 'Ask one of them to do it, or an admin to add you to the group in the policy.';
    return { stopped: 'Not done: you may not do this.', rule: ruleFor(listed(allowed, 'or')), next };
  }
  // Other groups named beside “but guests” would read as if they were left out too.
  const rule = ruleFor(groupWords.responder);
  const stopped = `Guests cannot ${actionWords[action] ?? 'do this'}.`;
  return { stopped, rule, next: 'Ask a member of the workspace to do it.' };
}

const actionWords: Readonly<Record<string, string>> = {
  'incident.declare': 'declare incidents',
  'incident.list': 'list incidents',
  'incident.show': 'look at incidents',
  'incident.resolve': 'resolve incidents',
  'incident.retry': 'retry what failed',
  'incident.update': 'post updates',
  'incident.status': 'change the status of incidents',
  'incident.severity': 'change the severity of incidents',
  'incident.assign': 'assign roles',
  'incident.ack': 'acknowledge incidents',
  'incident.page': 'ask people to join',
  'incident.note': 'add to timelines',
  'incident.timeline': 'read timelines',
  'incident.mitigation': 'record mitigations',
  'incident.affected': 'say what is affected',
  'incident.link': 'link incidents',
  'incident.merge': 'merge incidents',
  'incident.reopen': 'reopen incidents',
  'incident.cancel': 'cancel incidents',
  'incident.close': 'close incidents',
  'incident.review': 'record reviews',
  'incident.follow-up': 'record follow-ups',
  'incident.snooze': 'put off what is owed',
  'incident.checklist': 'work on checklists',
  'incident.task': 'work on checklists',
  'incident.capture': 'add to timelines',
  'incident.access': 'ask for access',
  'incident.grant': 'let people in',
  'alert.list': 'look at alerts',
  'alert.show': 'look at alerts',
  'alert.ack': 'acknowledge alerts',
  'alert.retry': 'retry what failed',
  'alert.attach': 'attach alerts to incidents',
  'service.list': 'look at services',
  'oncall.show': 'see who is on call',
  'me.show': 'use this',
  'me.pagerduty': 'say who they are in PagerDuty',
};

function unknownServices(services: readonly string[], policy: Policy): Explanation {
  const unknown = fitted(
    services.map((service) => inline(service, 75)),
    ', ',
    500,
  );
  const known = fitted(
    policy.services.map((service) => code(service.id, 75)),
    ', ',
    1_500,
  );
  const example = policy.services[0]?.id;
  return {
    stopped: `The policy knows no service called ${unknown}.`,
    rule: 'the services are those under “Service Ownership” (runbook 000).',
    next: example
      ? `It knows ${known}. For example: ${code(`/apgms incident declare sev2 ${example} returns 500`)}`
      : 'It names no service yet. Declare without one.',
  };
}

export const groupWords: Readonly<Record<Group, string>> = {
  responder: 'everybody in the workspace but guests',
  unverified: 'people Slack says nothing about',
  'deploy-approver': 'deploy approvers',
  cab: 'the change advisory board',
  audit: 'the audit team',
  'engineering-manager': 'engineering managers',
  security: 'the security group',
  admin: 'admins',
};
