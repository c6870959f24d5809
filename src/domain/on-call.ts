import type { BotEffect } from './bot-effects.ts';
import type { PagerPerson } from './paging/page.ts';
import { findService, type Policy } from './policy.ts';
import { onCallFor } from './rota.ts';

/** Somebody's turn at one level of an escalation policy of PagerDuty. Times are milliseconds since the epoch. */
export interface Turn {
  /** Id of the escalation policy. */
  readonly policy: string;
  /** 1 is called first. */
  readonly level: number;
  readonly person: PagerPerson & { readonly email: string | null };
  /** `null`: for good. */
  readonly from: number | null;
  readonly until: number | null;
}

/** Who is on call, as PagerDuty said when it was last asked. */
export interface OnCall {
  readonly at: number;
  /** By the id of a service there: the escalation policy that is called for it. */
  readonly policies: Readonly<Record<string, string>>;
  /** Since the day before, now and in the days to come, the first level first, then by when they begin. */
  readonly turns: readonly Turn[];
}

/** Has PagerDuty asked who is on call. */
export const readOnCall: BotEffect = {
  id: 'on-call.pagerduty.read-on-call',
  kind: 'pagerduty.read-on-call',
  stream: 'on-call',
  payload: {},
  orderKey: null,
};

/** Has Slack asked who those are whom PagerDuty calls. */
export const knowPeople: BotEffect = {
  id: 'on-call.slack.know-people',
  kind: 'slack.know-people',
  stream: 'on-call',
  payload: {},
  orderKey: null,
};

/** How far ahead PagerDuty is asked (ms). */
export const aheadMs = 14 * 24 * 60 * 60_000;

/** And how far back (ms): who was asked for before a change of shift is asked after it, where a vendor was away meanwhile. */
export const behindMs = 24 * 60 * 60_000;

export const lists = ['primary', 'secondary'] as const;
export type List = (typeof lists)[number];

const levels: Readonly<Record<List, number>> = { primary: 1, secondary: 2 };

/**
 * Who is on call for these services, by e-mail, each once: all whom PagerDuty calls at that level, where it was asked; else by the rota of the policy
 * (runbook 003). Empty: nobody is known.
 */
export function emailsOnCall(
  policy: Policy,
  onCall: OnCall | null,
  services: readonly string[],
  list: List,
  at: number,
): readonly string[] {
  const escalation = onCall && escalationFor(policy, onCall, services);
  const turns = onCall && escalation !== null ? turnsOn(onCall, escalation, list, at) : [];
  const there = turns.filter(({ from }) => from === null || from <= at).flatMap(({ person }) => person.email ?? []);
  return there.length > 0 ? [...new Set(there)] : [onCallFor(policy, services, list, at) ?? []].flat();
}

/** Who is on a rung of the escalation path at `at`, by e-mail. */
export function emailsOfRung(
  policy: Policy,
  onCall: OnCall | null,
  services: readonly string[],
  rung: number,
  at: number,
): readonly string[] {
  const who = policy.escalation.rungs[rung]?.who;
  if (who === undefined) return [];
  if ('people' in who) return who.people;
  return emailsOnCall(policy, onCall, services, who.rota, at);
}

/** The escalation policy that PagerDuty follows for these services; `null`: it knows none of them. */
export function escalationFor(policy: Policy, { policies }: OnCall, services: readonly string[]): string | null {
  const ids = [...services.map((id) => findService(policy, id)?.pagerDuty ?? null), policy.paging.otherwise];
  for (const id of ids) {
    const found = id === null ? undefined : policies[id];
    if (found !== undefined) return found;
  }
  return null;
}

/** Whose turn it is at `at`, and whose it is after that. */
export function turnsOn(onCall: OnCall, escalation: string, list: List, at: number): readonly Turn[] {
  return onCall.turns.filter(
    ({ policy, level, until }) => policy === escalation && level === levels[list] && (until === null || until > at),
  );
}
