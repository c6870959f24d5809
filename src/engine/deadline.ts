import { IntegrationError, type Vendor } from '#src/errors.ts';

/**
 * `work`, or after `ms` on the wall an ambiguous `IntegrationError` (`deadline`): the call under way may still take effect, nobody waits for it any
 * more. `work` gets a signal that tells it to begin nothing new then.
 */
export async function within<T>(ms: number, vendor: Vendor, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const abort = new AbortController();
  const timer = setTimeout(() => {
    const error = new IntegrationError({ vendor, code: 'deadline', retryable: true, ambiguous: true });
    abort.abort(error);
    reject(error);
  }, ms);
  try {
    return await Promise.race([work(abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
