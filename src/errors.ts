/** Systems outside of us, as they are named in rows, logs and metrics. */
export type Vendor = 'slack' | 'checks' | 'mail' | 'pagerduty';

export interface IntegrationFault {
  readonly vendor: Vendor;
  /** The vendor's own error code, or ours for transport faults (`timeout`, `reset`, `http_500` …). Never text a person wrote. */
  readonly code: string;
  /** Trying the same call again later can succeed. */
  readonly retryable: boolean;
  /** The call may have taken effect although it failed: ask before repeating it. */
  readonly ambiguous: boolean;
  /** The vendor's own name of the call, such as `chat.postMessage`. */
  readonly call?: string;
  /** How long the vendor asked us to wait, in milliseconds. Set only for rate limits, which are not attempts. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A call to a vendor failed. Thrown by adapters only; the engine alone decides what happens next. */
export class IntegrationError extends Error {
  readonly vendor: Vendor;
  readonly code: string;
  readonly retryable: boolean;
  readonly ambiguous: boolean;
  readonly retryAfterMs: number | null;
  readonly call: string | null;

  constructor(fault: IntegrationFault) {
    super(`${fault.vendor}: ${fault.code}`, { cause: fault.cause });
    this.name = 'IntegrationError';
    this.vendor = fault.vendor;
    this.code = fault.code;
    this.retryable = fault.retryable;
    this.ambiguous = fault.ambiguous;
    this.retryAfterMs = fault.retryAfterMs ?? null;
    this.call = fault.call ?? null;
  }
}

/** The same failure, with the name of the call it befell. */
export function ofCall(error: IntegrationError, call: string): IntegrationError {
  const { vendor, code, retryable, ambiguous, retryAfterMs, cause } = error;
  return new IntegrationError({
    vendor,
    code,
    retryable,
    ambiguous,
    call,
    cause,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}

/** The environment or the policy file is not usable. `problems` holds one sentence each, ready to print. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The database could not be reached or did not answer: nothing is known to be stored, trying again is right. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('the database is not available', { cause });
    this.name = 'StoreUnavailable';
  }
}
