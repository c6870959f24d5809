import type { BotEffect } from './bot-effects.ts';

/** What came of it when somebody said who they are in PagerDuty. */
export const claimOutcomes = [
  'claimed',
  /** PagerDuty knows nobody with this e-mail. */
  'unknown',
  /** Somebody else in Slack has this e-mail. */
  'somebody-else',
  /** Somebody else said so first. */
  'taken',
] as const;
export type ClaimOutcome = (typeof claimOutcomes)[number];

/** Somebody says, at that moment (ms), that they are whoever has this e-mail in PagerDuty. */
export interface Claim {
  /** A Slack id. */
  readonly person: string;
  readonly email: string;
  readonly at: number;
}

/** Has PagerDuty asked whether there is such a user, and keeps that it is them. What somebody says last is done last. */
export function claimUser(claim: Claim): BotEffect {
  const stream = claimStream(claim);
  return {
    id: `${stream}.pagerduty.claim-user`,
    kind: 'pagerduty.claim-user',
    stream,
    payload: { ...claim },
    orderKey: `claim-${claim.person}`,
  };
}

/** Has them told what came of it. */
export function tellClaim(claim: Claim, outcome: ClaimOutcome): BotEffect {
  const stream = claimStream(claim);
  return {
    id: `${stream}.slack.tell-claim`,
    kind: 'slack.tell-claim',
    stream,
    payload: { ...claim, outcome },
    orderKey: `tell-claim-${claim.person}`,
  };
}

/** Has the daily room told, where nothing but their word says that they are this user of PagerDuty: whoever knows better can say so. */
export function showClaim(claim: Claim, name: string): BotEffect {
  const stream = claimStream(claim);
  return {
    id: `${stream}.slack.show-claim`,
    kind: 'slack.show-claim',
    stream,
    payload: { person: claim.person, name },
    orderKey: null,
  };
}

function claimStream({ person, at }: Claim): string {
  return `claim-${person}-${at}`;
}
