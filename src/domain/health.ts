/** `unchecked`: the policy names no check for it. `unknown`: the check could not tell. */
export const verdicts = ['pass', 'fail', 'unknown', 'unchecked'] as const;
export type Verdict = (typeof verdicts)[number];

export interface ServiceHealth {
  readonly service: string;
  readonly verdict: Verdict;
}

/** Whether health stands in the way of calling an incident resolved (runbooks 000 and 003): what was measured must pass. */
export function allowsResolve(health: readonly ServiceHealth[]): boolean {
  return health.every((one) => one.verdict === 'pass' || one.verdict === 'unchecked');
}
