import { IntegrationError } from '#src/errors.ts';

/** Whether Slack said no for one of these reasons. */
export function isRefusal(error: unknown, codes: readonly string[]): error is IntegrationError {
  return error instanceof IntegrationError && codes.includes(error.code);
}

/** `null` where Slack said no for one of these reasons: things are already as wanted, or the caller has a word for it. */
export async function unlessRefused<Result>(codes: readonly string[], work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (isRefusal(error, codes)) return null;
    throw error;
  }
}
