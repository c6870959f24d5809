import type { ClaimOutcome } from '#src/domain/pager-claim.ts';
import { message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, inline, mention } from '#views/text.ts';

/** What came of it when somebody said who they are in PagerDuty. */
export function claimMessage({ email, outcome }: { readonly email: string; readonly outcome: ClaimOutcome }): Message {
  const [stopped, next] = words[outcome](inline(email, 100));
  return message(`${stopped} ${next}`, [section(`*${stopped}*\n${next}`)]);
}

const undo = `To take it back: ${code('/apgms me pagerduty reset')}`;

const words: Readonly<Record<ClaimOutcome, (email: string) => readonly [stopped: string, next: string]>> = {
  claimed: (email) => [
    `In PagerDuty you are ${email}.`,
    `What you do here is done there as you, and what you do there is yours here. ${undo}`,
  ],
  unknown: (email) => [
    `PagerDuty knows nobody with the e-mail ${email}.`,
    `Nothing was changed. Name the one you log in with there: ${code('/apgms me pagerduty you@there.example')}`,
  ],
  'somebody-else': (email) => [
    `${email} is the e-mail of somebody else in Slack.`,
    'Nothing was changed: nobody can say to be another.',
  ],
  taken: (email) => [
    `Somebody else has said already that they are ${email} in PagerDuty.`,
    `Nothing was changed. Where that is wrong, they take it back: ${code('/apgms me pagerduty reset')}`,
  ],
};

/** For the room of those who work with them. */
export function claimShown({ person, name }: { readonly person: string; readonly name: string }): Message {
  const said = `${mention(person)} says to be ${inline(name, 75)} in PagerDuty: what is done there as ${inline(name, 75)} counts as theirs here.`;
  const next = `Nobody in Slack has the e-mail of that account. Whoever knows better talks to them; they take it back with ${code('/apgms me pagerduty reset')}`;
  return message(`${said} ${next}`, [section(`${said}\n${next}`)]);
}

/** PagerDuty is being asked whether it knows this e-mail. */
export function claimAsked(email: string): Message {
  const said = `I ask PagerDuty whether it knows ${inline(email, 100)}`;
  return message(`${said}, and tell you directly.`, [section(`*${said}*, and tell you directly what came of it.`)]);
}

export function claimReleased({ released }: { readonly released: boolean }): Message {
  const said = released ? 'Taken back.' : 'There was nothing to take back.';
  const next = 'In PagerDuty you are whoever has your e-mail there.';
  return message(`${said} ${next}`, [section(`*${said}*\n${next}`)]);
}
