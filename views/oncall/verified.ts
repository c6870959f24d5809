import type { Policy } from '#src/domain/policy.ts';
import type { DutyFinding, Gap, Verification } from '#src/domain/verification/verification.ts';
import { context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, fitted, inline, when } from '#views/text.ts';

export interface DutyVerifiedProps {
  /** Something was found. */
  readonly verification: Verification;
  readonly policy: Policy;
}

/** What is to be mended of who is called, a line for each with how. */
export function dutyVerified({ verification: { at, findings }, policy }: DutyVerifiedProps): Message {
  const count = findings.length === 1 ? 'one thing is' : `${findings.length} things are`;
  const title = `On-call, looked at this morning: ${count} to be mended`;
  const lines = findings.map((finding) => `• ${wordsOf(finding, policy)}`);
  return message(`${title}. ${fitted(lines, ' ', 1_500)}`, [
    section(`*${title}*`),
    section(fitted(lines, '\n', 2_900)),
    context(
      `“Verify on-call rotation and incident contact numbers” (runbook 001, Daily Checks). Looked at ${when(at)}; who is on call: ${code('/apgms oncall')}`,
    ),
  ]);
}

function wordsOf(finding: DutyFinding, policy: Policy): string {
  switch (finding.kind) {
    case 'gap':
      return gapWords(finding, policy);
    case 'unknown-service':
      return `PagerDuty has no service ${code(finding.pager, 75)}, which apgms.yaml names for ${serviceWords([finding.service], policy)}. Correct it there.`;
    case 'not-in-slack':
      return `${inline(finding.name, 75)} may be called, and is not in Slack by that e-mail. Invite them, or have them say who they are in PagerDuty: ${code('/apgms me pagerduty you@there.example')}`;
    case 'not-in-pager':
      return `${inline(finding.name, 75)} is on the escalation path, and has no user in PagerDuty. Add them there: People → Users.`;
    case 'no-number':
      return `PagerDuty has neither a phone number of ${inline(finding.name, 75)} nor its app. They add one there: My Profile → Contact Information.`;
    case 'no-channel':
      return `I see no channel #${inline(finding.channel, 80)}, which apgms.yaml names. Create it, bring me in if it is private, or correct the line.`;
    case 'pager-silent':
      return `PagerDuty did not answer (${code(finding.code, 75)}): this is by what it said before. ${code('npm run doctor')} looks into it.`;
    case 'not-looked':
      return `I could not look ${unknownWords(finding)}: no answer came in time. ${code('npm run doctor')} looks into it.`;
  }
}

function unknownWords({ of, names }: Extract<DutyFinding, { kind: 'not-looked' }>): string {
  if (of === 'channels') return 'whether the channels exist that apgms.yaml names';
  const people = fitted(
    names.map((name) => inline(name, 75)),
    ', ',
    400,
  );
  return of === 'slack' ? `who of these is in Slack: ${people}` : `whether PagerDuty can reach these: ${people}`;
}

function gapWords({ services, list, source, from, until }: Gap, policy: Policy): string {
  const span = until === null ? `from ${when(from)} on` : `from ${when(from)} to ${when(until)}`;
  const mend =
    source === 'pagerduty'
      ? 'Mend its schedule or escalation policy in PagerDuty.'
      : 'Put somebody under `rota` in apgms.yaml.';
  return `Nobody is called ${list === 'primary' ? 'first' : 'second'} for ${serviceWords(services, policy)} ${span}. ${mend}`;
}

function serviceWords(ids: readonly string[], { services }: Policy): string {
  const words = ids.map((id) => {
    if (id === 'rest') return 'anything else';
    if (id === 'security') return 'private incidents';
    return inline(services.find((service) => service.id === id)?.name ?? id, 75);
  });
  return fitted(words, ', ', 400);
}
