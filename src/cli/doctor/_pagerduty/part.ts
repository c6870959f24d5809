import type { Finding } from '#src/cli/doctor/_examination/check.ts';
import type { PagerDutyConfig } from '#src/config.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Pager } from '#src/ports/pager.ts';

/** An account of PagerDuty that let us in, and what is wanted of it. */
export interface Account {
  readonly pager: Pager;
  readonly config: PagerDutyConfig;
  readonly policy: Policy;
  /** The policy's file. */
  readonly file: string;
  readonly now: number;
}

/** One thing to look at in the account. Looking changes nothing. */
export type Part = (account: Account) => Promise<readonly Finding[]>;
