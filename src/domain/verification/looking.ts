import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { Called } from '#src/domain/duty.ts';
import type { OnCall } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import { nameOf, peopleCalled, unknownServices } from './called.ts';
import { gapsOf } from './gaps.ts';
import { type DutyFinding, verificationStream } from './verification.ts';

/** How long PagerDuty may take to say who is on call, and how long all the looking after that (ms). What is not known by then is told as such. */
export const patienceMs = 15 * 60_000;

/** One thing to be looked at. */
export interface Look {
  readonly vendor: 'slack' | 'pagerduty';
  /** Whom it is about; `null`: the channels of the policy. */
  readonly who: Called | null;
  /** `null`: not looked at yet. */
  readonly found: readonly DutyFinding[] | null;
}

/** A verification that is under way. */
export interface Looking {
  /** When it no longer waits for what it waits for (ms). */
  readonly until: number;
  /** Why it goes by what PagerDuty said before; `null`: it does not. */
  readonly silent: string | null;
  /** `null`: PagerDuty is still to say who is on call. */
  readonly looks: readonly Look[] | null;
}

/** Everything to be looked at one by one. `atPager`: there too. */
export function looksAt(
  policy: Policy,
  onCall: OnCall | null,
  { from, atPager }: { readonly from: number; readonly atPager: boolean },
): readonly Look[] {
  const people = peopleCalled(policy, onCall, from);
  const at = (vendor: Look['vendor']) => people.map((who) => ({ vendor, who, found: null }));
  return [...at('slack'), { vendor: 'slack', who: null, found: null }, ...(atPager ? at('pagerduty') : [])];
}

/** Has everything looked at, each by itself. */
export function effectsOfLooks(day: string, looks: readonly Look[]): readonly BotEffect[] {
  const stream = verificationStream(day);
  return looks.map(({ vendor, who }, look) => {
    const kind = who === null ? 'slack.verify-channels' : (`${vendor}.verify-person` as const);
    return { id: `${stream}.${kind}.${look}`, kind, stream, payload: { day, look }, orderKey: null };
  });
}

/** Nothing is left to be looked at. */
export function isComplete({ looks }: Looking): boolean {
  return looks?.every(({ found }) => found !== null) ?? false;
}

/** What came of it by now; what was not looked at is part of it. */
export function findingsOf(
  policy: Policy,
  onCall: OnCall | null,
  { silent, looks }: Looking,
  at: number,
): readonly DutyFinding[] {
  const all = looks ?? [];
  return [
    ...(silent === null ? [] : [{ kind: 'pager-silent', code: silent } as const]),
    ...(onCall ? unknownServices(policy, onCall) : []),
    ...gapsOf(policy, onCall, at),
    ...all.flatMap(({ found }) => found ?? []),
    ...notLookedAt(
      policy,
      all.filter(({ found }) => found === null),
    ),
  ];
}

function notLookedAt(policy: Policy, left: readonly Look[]): readonly DutyFinding[] {
  const vendors = ['slack', 'pagerduty'] as const;
  const people = vendors.map((vendor) => {
    const names = left.flatMap((look) => (look.vendor === vendor && look.who ? [nameOf(look.who, policy)] : []));
    return { kind: 'not-looked', of: vendor, names } as const;
  });
  const channels = left.some(({ who }) => who === null);
  return [
    ...people.filter(({ names }) => names.length > 0),
    ...(channels ? [{ kind: 'not-looked', of: 'channels', names: [] } as const] : []),
  ];
}
