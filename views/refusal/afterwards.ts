import type { Missing } from '#src/domain/incident/events/life.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import type { ReasonedAction, Refusal } from '#src/domain/refusal.ts';
import { obligationWords } from '#views/incident/owed.ts';
import { missingWords } from '#views/incident/words.ts';
import { code, listed, when } from '#views/text.ts';
import type { Explanation } from './explanation.ts';

/** The refusals of what comes after an incident, of putting off what is owed, and of what needs a reason. */
export type AfterwardsRefusal = Extract<
  Refusal,
  {
    readonly code:
      | 'needs-reason'
      | 'record-incomplete'
      | 'not-yet-resolved'
      | 'review-held-before'
      | 'review-time'
      | 'no-such-follow-up'
      | 'follow-up-day'
      | 'nothing-to-snooze'
      | 'never-snoozed'
      | 'snoozed-enough';
  }
>;

/** Why not, and what to do next. `unticked`: what is left of its checklists, in a sentence. */
export function explainAfterwards(refusal: AfterwardsRefusal, unticked: string): Explanation {
  const name = incidentName(refusal.number);
  switch (refusal.code) {
    case 'needs-reason':
      return needsReason(refusal.action, name);
    case 'record-incomplete':
      return incomplete(name, refusal.missing, unticked);
    case 'not-yet-resolved':
      return said(
        `Not stored: ${name} is still open, and its review comes after it.`,
        `Resolve it first: ${command(`resolve ${name}`)}`,
      );
    case 'review-held-before':
      return said(
        `The review of ${name} was held already.`,
        `What it found: ${command(`timeline ${name}`)}. To add to it: ${command(`note ${name} what was found since`)}`,
      );
    case 'review-time':
      return said(
        'Not stored: the review must be at a moment to come, within a year.',
        `For example: ${command(`review ${name} tomorrow 10:00`)}`,
      );
    case 'no-such-follow-up':
      return said(
        `${name} has no follow-up ${refusal.followUp} to do.`,
        `Those it has: ${command(`follow-up ${name} list`)}`,
      );
    case 'follow-up-day':
      return said(
        'Not stored: a follow-up must be due on a day to come, within a year.',
        `For example: ${command(`follow-up ${name} add alert on a full disk me in 7d`)}`,
      );
    case 'nothing-to-snooze': {
      const { kind } = refusal;
      return said(
        `Nothing put off: ${kind === null ? 'nothing that can be is' : `${obligationWords[kind]} is not`} owed for ${name} now.`,
        `What is owed: ${command(`show ${name}`)}`,
      );
    }
    case 'never-snoozed':
      return neverSnoozed(refusal.kind, name);
    case 'snoozed-enough': {
      const { kind, latest } = refusal;
      const most =
        latest === null ? 'no longer be put off' : `be put off to ${when(latest)} at most, and to a moment to come`;
      return {
        stopped: `Not put off: ${obligationWords[kind]} may ${most}.`,
        rule: `the policy lets a deadline be put off by ${refusal.minutes} min in all (“snooze”).`,
        next: `Keep it instead, even with little to say, or ask for help: ${command(`assign ${name}`)}`,
      };
    }
  }
}

const reasons: Readonly<Record<ReasonedAction, readonly [stopped: string, typed: (name: string) => string]>> = {
  cancel: ['to cancel an incident needs a reason', (name) => `cancel ${name} because it was a false alarm`],
  reopen: ['to reopen an incident needs a reason', (name) => `reopen ${name} because it is failing again`],
  close: ['to close it as it is needs a reason', (name) => `close ${name} because nothing more is to be done`],
  snooze: ['to put off what is owed needs a reason', (name) => `snooze ${name} 10m because all are on the rollback`],
  drop: ['to drop a follow-up needs a reason', (name) => `follow-up ${name} drop 1 because it is mended otherwise`],
};

function needsReason(action: ReasonedAction, name: string): Explanation {
  const [stopped, typed] = reasons[action];
  return said(`Not done: ${stopped}.`, `Write it after “because”: ${command(typed(name))}`);
}

function incomplete(
  name: string,
  missing: Extract<AfterwardsRefusal, { readonly code: 'record-incomplete' }>['missing'],
  unticked: string,
): Explanation {
  const { review, mitigations, followUps } = missing;
  const steps = [
    ...(review ? [command(`review ${name} held: the root cause`)] : []),
    ...(mitigations.length > 0 ? [command(`mitigation ${name} removed ${mitigations[0]}`)] : []),
    ...(followUps.length > 0 ? [command(`follow-up ${name} ${followUps[0]} @somebody 2026-12-01`)] : []),
  ];
  const rules = [
    ...(review ? ['“Document root cause, corrective actions, and lessons learned” (runbook 000)'] : []),
    ...(mitigations.length > 0 ? ['“Remove mitigations gradually” (runbook 003)'] : []),
    ...(followUps.length > 0 ? ['“File follow-up actions … with owners and due dates” (runbook 003)'] : []),
  ];
  const besides = unticked === '' ? '' : `\n${unticked} That does not stand in the way.`;
  return {
    stopped: `Not closed: ${listed(missingWords(missing))}.`,
    rule: `${listed(rules)}.`,
    next: `Still to do: ${listed(steps)}. If it must be closed as it is: ${command(`close ${name} because ${excuse(missing)}`)}${besides}`,
  };
}

/** A reason somebody might have, of what is missing. */
function excuse({ review, mitigations }: Pick<Missing, 'review' | 'mitigations'>): string {
  if (review) return 'its review is part of another';
  return mitigations.length > 0 ? `mitigation ${mitigations[0]} stays for good` : 'nobody can take it on now';
}

function neverSnoozed(
  kind: Extract<AfterwardsRefusal, { readonly code: 'never-snoozed' }>['kind'],
  name: string,
): Explanation {
  if (kind === 'acknowledge') {
    return {
      stopped: 'Not put off: whoever is called either takes it or does not.',
      rule: '“On-call acknowledges within 5 minutes” (runbook 003).',
      next: `To take it: ${command(`ack ${name}`)}. If you cannot, leave it: the next on the escalation path is told.`,
    };
  }
  if (kind === 'task') {
    return said(
      'Not put off: nobody but whoever owes it is told of an item of a checklist.',
      `Tick it, or say that it need not be done: ${command(`checklist ${name}`)}`,
    );
  }
  return said(
    `Not put off: ${obligationWords[kind]} has whole days, so minutes make no difference.`,
    kind === 'follow-up'
      ? `Give it another day instead: ${command(`follow-up ${name} 1 2026-12-01`)}`
      : 'If it cannot be kept, its miss is recorded. Nobody is woken for it.',
  );
}

function said(stopped: string, next: string): Explanation {
  return { stopped, rule: null, next };
}

function command(text: string): string {
  return code(`/apgms incident ${text}`);
}
