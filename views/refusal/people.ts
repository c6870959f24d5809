import { teamsOf } from '#src/domain/duty.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { code, fitted, inline } from '#views/text.ts';
import type { Explanation } from './explanation.ts';

type PeopleRefusal = Extract<
  Refusal,
  { readonly code: 'no-such-duty' | 'no-pager' | 'email-of-another' | 'asks-oneself' }
>;

/** Why nothing was done about who is on call, or who somebody is, and what to do next. */
export function explainPeople(refusal: PeopleRefusal, policy: Policy): Explanation {
  switch (refusal.code) {
    case 'no-such-duty':
      return neitherServiceNorTeam(refusal.named, policy);
    case 'no-pager':
      return {
        stopped: 'Nothing done: PagerDuty is not set up here.',
        rule: null,
        next: `Who is on call goes by the rota in apgms.yaml, and there you are known by your e-mail in Slack: ${code('/apgms me')}`,
      };
    case 'asks-oneself':
      return asksOneself(refusal, policy);
    case 'email-of-another':
      return {
        stopped: `Nothing done: ${inline(refusal.email, 100)} is the e-mail of somebody else in Slack.`,
        rule: 'nobody can say to be another: what is done in PagerDuty counts as theirs.',
        next: `Name the e-mail of your own user there: ${code('/apgms me pagerduty you@there.example')}`,
      };
  }
}

function asksOneself(
  { number, byName }: Extract<PeopleRefusal, { code: 'asks-oneself' }>,
  { escalation: { rungs } }: Policy,
): Explanation {
  const page = (whom: string) => code(`/apgms incident page ${incidentName(number)} ${whom}`);
  const path = fitted(
    rungs.map(({ name }) => inline(name, 75)),
    ', ',
    500,
  );
  const more = `${path === '' ? '' : `a rung of the escalation path (${path}), `}or whoever is on call for a service`;
  return {
    stopped: 'Nobody is asked: that is you, and you know of it already.',
    rule: null,
    next: `Ask somebody else: ${byName ? 'a person by name' : `a person, ${more}`}. For example ${page('@somebody')}`,
  };
}

function neitherServiceNorTeam(named: string, policy: Policy): Explanation {
  const services = policy.services.map((service) => code(service.id, 75));
  const teams = teamsOf(policy).map((team) => inline(team, 75));
  const known = [...services, ...teams];
  const these = known.length > 0 ? `I know ${fitted(known, ', ', 1_500)}. ` : '';
  return {
    stopped: `The policy knows no service and no team called ${inline(named, 75)}.`,
    rule: null,
    next: `${these}Everybody who is on call: ${code('/apgms oncall')}`,
  };
}
