import type { Called } from '#src/domain/duty.ts';
import { escalationFor, type OnCall } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import { subjectsCalled } from './gaps.ts';
import { type DutyFinding, verifiedMs } from './verification.ts';

/** Everybody who may be called between `from` and the end of what is looked at: the rungs of the escalation path, and whose turn it is or comes. */
export function peopleCalled(policy: Policy, onCall: OnCall | null, from: number): readonly Called[] {
  const until = from + verifiedMs;
  const turns = (onCall?.turns ?? []).filter(
    (turn) => (turn.until === null || turn.until > from) && (turn.from === null || turn.from < until),
  );
  const byPager = turns.map(({ person: { id, name, email } }) => ({ pager: id, name, email }));
  const rungs = policy.escalation.rungs.flatMap(({ who }) => ('people' in who ? who.people : []));
  const byRota = subjectsCalled(policy).some((services) => !onCall || escalationFor(policy, onCall, services) === null)
    ? policy.rota.flatMap(({ primary, secondary }) => [...primary, ...secondary])
    : [];
  const byEmail = [...rungs, ...byRota].map((email) => ({ pager: null, name: null, email }));
  const all = new Map<string, Called>();
  for (const one of [...byPager, ...byEmail]) {
    const key = one.email?.toLowerCase() ?? one.pager ?? '';
    if (!all.has(key)) all.set(key, one);
  }
  return [...all.values()];
}

/** What somebody is called who may be called: as PagerDuty or the policy names them, else their e-mail. */
export function nameOf({ name, email, pager }: Called, { people }: Pick<Policy, 'people'>): string {
  const listed = people.find((one) => one.email.toLowerCase() === email?.toLowerCase());
  return listed?.name ?? name ?? email ?? pager ?? '';
}

/** Services that the policy names and PagerDuty does not have. */
export function unknownServices({ services, paging }: Policy, { policies }: OnCall): readonly DutyFinding[] {
  const named = [
    ...services.map(({ id, pagerDuty }) => [id, pagerDuty] as const),
    ['rest', paging.otherwise] as const,
    ['security', paging.security] as const,
  ];
  return named.flatMap(([service, pager]) =>
    pager === null || policies[pager] !== undefined ? [] : [{ kind: 'unknown-service', service, pager }],
  );
}

/** Channels that the policy names, without `#`. */
export function channelsNamed({ services, rooms, security }: Policy): readonly string[] {
  const contacts = [...services.map(({ contact }) => contact), security.slack];
  const channels = contacts.flatMap((contact) => /^#([a-z0-9_-]+)$/.exec(contact)?.[1] ?? []);
  return [...new Set([...Object.values(rooms).map(({ value }) => value), ...channels])];
}
