import { subjectsOf } from '#src/domain/duty.ts';
import { escalationFor, type List, lists, type OnCall, turnsOn } from '#src/domain/on-call.ts';
import type { Policy } from '#src/domain/policy.ts';
import { rotaTurn } from '#src/domain/rota.ts';
import { type Gap, verifiedMs } from './verification.ts';

/** When nobody is called between `from` and the end of what is looked at (ms): each gap once, with all services it is the same for. */
export function gapsOf(policy: Policy, onCall: OnCall | null, from: number): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { services, ...gap } of everyGap(policy, onCall, from)) {
    const key = JSON.stringify(gap);
    gaps.set(key, { ...gap, services: [...(gaps.get(key)?.services ?? []), ...services] });
  }
  return [...gaps.values()];
}

/** The services of each thing that somebody is called for: one, or none. */
export function subjectsCalled(policy: Policy): readonly (readonly string[])[] {
  return subjectsOf(policy, { kind: 'all' }).map((one) => (one.kind === 'service' ? [one.service.id] : []));
}

function everyGap(policy: Policy, onCall: OnCall | null, from: number): readonly Gap[] {
  const gapsFor = (services: readonly string[], list: List): readonly Gap[] => {
    const [named = 'rest'] = services;
    const escalation = onCall && escalationFor(policy, onCall, services);
    if (onCall && escalation !== null)
      return uncovered(turnsOn(onCall, escalation, list, from), from).map((span) => ({
        ...{ kind: 'gap', services: [named], list, source: 'pagerduty' },
        ...span,
      }));
    if (rotaTurn(policy, services, list, from) !== null) return [];
    return [{ kind: 'gap', services: [named], list, source: 'rota', from, until: null }];
  };
  const own = subjectsCalled(policy).flatMap((services) => lists.flatMap((list) => gapsFor(services, list)));
  return [...own, ...securityGaps(policy, onCall, from)];
}

/** Of private incidents nobody else is called, so one level is enough. */
function securityGaps({ paging }: Policy, onCall: OnCall | null, from: number): readonly Gap[] {
  const escalation = paging.security === null ? undefined : onCall?.policies[paging.security];
  if (!onCall || escalation === undefined) return [];
  return uncovered(turnsOn(onCall, escalation, 'primary', from), from).map((span) => ({
    ...{ kind: 'gap', services: ['security'], list: 'primary', source: 'pagerduty' },
    ...span,
  }));
}

/** What no turn covers; turns come by when they begin. */
function uncovered(
  turns: readonly { readonly from: number | null; readonly until: number | null }[],
  from: number,
): readonly Pick<Gap, 'from' | 'until'>[] {
  const end = from + verifiedMs;
  const gaps: Pick<Gap, 'from' | 'until'>[] = [];
  let covered = from;
  for (const turn of turns) {
    const begins = turn.from ?? from;
    if (begins > covered && covered < end) gaps.push({ from: covered, until: begins });
    covered = Math.max(covered, turn.until ?? end);
  }
  return covered < end ? [...gaps, { from: covered, until: null }] : gaps;
}
