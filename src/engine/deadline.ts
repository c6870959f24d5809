import { IntegrationError, type Vendor } from '#src/errors.ts';

/**
 * `work`, or after `ms` on the wall an ambiguous `IntegrationError` (`deadline`): the call may still take effect, nobody waits for it any more.
 */
export async function within<T>(ms: number, vendor: Vendor, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new IntegrationError({ vendor, code: 'deadline', retryable: true, ambiguous: true })),
    ms,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
