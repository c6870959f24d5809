import type { ServiceHealth } from '#src/domain/health.ts';

/** Measures services now. A service without a check is `unchecked`; a check that could not tell is `unknown`; never throws. */
export interface Checker {
  assess(services: readonly string[]): Promise<readonly ServiceHealth[]>;
}
