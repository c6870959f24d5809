/** One call the bot made to a vendor. `at`: ISO, the playground's clock. `outcome`: `ok`, the vendor's error code, or what the line did. */
export interface LoggedCall {
  readonly seq: number;
  readonly vendor: string;
  readonly at: string;
  readonly method: string;
  readonly args: unknown;
  readonly outcome: string;
  readonly fault?: string;
}

export interface CallLog {
  /** Notes a call as `pending`, in the order of arrival; `settle` says how it ended. */
  begin(call: { readonly vendor: string; readonly method: string; readonly args: unknown }): {
    settle(outcome: string, fault?: string): void;
  };
  /** Every call so far, in order of arrival. */
  calls(): readonly LoggedCall[];
}

/** The record of what the bot asked of the world; shared by every fake vendor. */
export function createCallLog(clock: { now(): number }): CallLog {
  const calls: LoggedCall[] = [];
  return {
    begin({ vendor, method, args }) {
      const index = calls.length;
      const started: LoggedCall = {
        seq: index + 1,
        vendor,
        at: new Date(clock.now()).toISOString(),
        method,
        args,
        outcome: 'pending',
      };
      calls.push(started);
      return {
        settle(outcome, fault) {
          calls[index] = { ...started, outcome, ...(fault === undefined ? {} : { fault }) };
        },
      };
    },
    calls: () => [...calls],
  };
}
