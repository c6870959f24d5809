import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { IntegrationError, type IntegrationFault } from '#src/errors.ts';
import { neverSent } from '#src/vendors/never-sent.ts';
import { UnreadableAnswer } from './transport.ts';

/** Slack took the call and then failed: nobody knows how far it came. */
const doubtful: readonly string[] = ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout'];

/** Slack refuses everything for a while, without doing anything. */
const passing: readonly string[] = ['team_added_to_org', 'org_login_required'];

/** What a failed call means. `writes`: the call changes something, so a lost answer leaves a doubt. */
export function faultOf(error: unknown, writes: boolean): IntegrationError {
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter, error);
  if (error instanceof WebAPIPlatformError) return platformFault(error, writes);
  if (error instanceof WebAPIHTTPError) return httpFault(error.statusCode, writes, error);
  return transportFault(error instanceof WebAPIRequestError ? error.original : error, writes);
}

function platformFault(error: WebAPIPlatformError, writes: boolean): IntegrationError {
  const { error: code, response_metadata: metadata } = error.data;
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(metadata?.retryAfter ?? 30, error);
  const inDoubt = doubtful.includes(code);
  return fault(code, { retryable: inDoubt || passing.includes(code), ambiguous: inDoubt && writes, cause: error });
}

/** A rate limit, with the seconds Slack asks us to wait. */
export function rateLimited(seconds: number, cause?: unknown): IntegrationError {
  return fault('ratelimited', { retryable: true, ambiguous: false, retryAfterMs: seconds * 1_000, cause });
}

/** An HTTP status that is neither 200 nor 429. */
export function httpFault(status: number, writes: boolean, cause?: unknown): IntegrationError {
  const inDoubt = status >= 500 || status === 408;
  return fault(`http_${status}`, { retryable: inDoubt, ambiguous: inDoubt && writes, cause });
}

/** No answer, or none that can be read. */
export function transportFault(error: unknown, writes: boolean): IntegrationError {
  if (neverSent.has(socketCodeOf(error))) {
    return fault('unreachable', { retryable: true, ambiguous: false, cause: error });
  }
  return fault(lostAs(error), { retryable: true, ambiguous: writes, cause: error });
}

function lostAs(error: unknown): string {
  if (error instanceof UnreadableAnswer) return 'unreadable';
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'reset';
}

/** `fetch` hides the socket's error in its `cause`. */
function socketCodeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function fault(code: string, rest: Pick<IntegrationFault, 'retryable' | 'ambiguous' | 'retryAfterMs' | 'cause'>) {
  return new IntegrationError({ vendor: 'slack', code, ...rest });
}
