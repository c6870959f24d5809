import { mending } from './incident/effects.ts';
import { code } from './text.ts';

/** What it means to whoever relies on PagerDuty that it did not do this for good, by the part of the kind after the dot. */
export const pageFailed = {
  page: '*Nobody was called.* PagerDuty did not take the page',
  ask: '*Nobody was called besides.* PagerDuty did not take the request',
  reopen: '*Nobody was called anew.* PagerDuty was not told that it is open again',
  acknowledge: 'PagerDuty was not told that it is acknowledged, and may go on calling',
  resolve: 'PagerDuty was not told that it is over, and may go on calling',
} as const;

/** What failed for good, where people rely on it. `kind`: of the effect. */
export function pageFailedWords({ kind, code: error }: { readonly kind: string; readonly code: string }): string {
  const [, words = 'PagerDuty did not do what it was to do'] =
    Object.entries(pageFailed).find(([one]) => kind === `pagerduty.${one}`) ?? [];
  return `:warning: ${words}${whyFailed(error)}`;
}

/** What PagerDuty answered, and what people can do about it; nothing where it did not say. */
export function whyFailed(error: string | null): string {
  return error ? ` (${code(error, 60)}${mending[error] ?? ''})` : '';
}
