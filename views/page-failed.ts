import type { EffectLine } from './incident/effect-lines.ts';
import { mending } from './incident/effects.ts';
import { code } from './text.ts';

/** How it is said that PagerDuty did not do what somebody relies on. */
interface Saying {
  /** It did not, for good. */
  readonly failed: string;
  /** It did not yet, and is asked again. */
  readonly retrying: string;
  /** The same where its answer was lost: it may have done it all the same. */
  readonly inDoubt?: string;
}

/** By the part of the kind after the dot, and what there is besides. */
const sayings = {
  page: {
    failed: '*Nobody was called.* PagerDuty did not take the page',
    retrying: '*Nobody’s phone has rung for this yet.* PagerDuty does not answer: paging is tried again',
    inDoubt: '*Perhaps nobody’s phone has rung for this yet.* PagerDuty does not answer: paging is tried again',
  },
  'page-acknowledged': {
    failed: '*Nobody was called.* PagerDuty did not take the page',
    retrying: '*Nobody’s phone has rung for this yet.* PagerDuty does not answer, and may still call once it does',
    inDoubt:
      '*Perhaps nobody’s phone has rung for this yet.* PagerDuty does not answer, and may call, or go on calling',
  },
  'page-anew': {
    failed: '*Nobody was called anew.* PagerDuty did not take the page',
    retrying: '*Nobody has been called anew yet.* PagerDuty does not answer: paging is tried again',
    inDoubt: '*Perhaps nobody has been called anew yet.* PagerDuty does not answer: paging is tried again',
  },
  ask: {
    failed: '*Nobody was called besides.* PagerDuty did not take the request',
    retrying: '*Who was to be called besides may not have been called yet.* PagerDuty is asked again',
  },
  reopen: {
    failed: '*Nobody was called anew.* PagerDuty was not told that it is open again',
    retrying: '*Nobody may have been called anew yet.* PagerDuty is still to be told that it is open again',
  },
  acknowledge: {
    failed: 'PagerDuty was not told that it is acknowledged, and may go on calling',
    retrying: 'PagerDuty is still to be told that it is acknowledged, and may go on calling',
  },
  resolve: {
    failed: 'PagerDuty was not told that it is over, and may go on calling',
    retrying: 'PagerDuty is still to be told that it is over, and may go on calling',
  },
  'resolve-alert': {
    failed: 'PagerDuty was not told that nobody need be called for it any more, and may go on calling',
    retrying: 'PagerDuty is still to be told that nobody need be called for it any more, and may go on calling',
  },
} as const satisfies Readonly<Record<string, Saying>>;

type Relied = keyof typeof sayings;

/** What failed for good, where people rely on it. `kind`: of the effect. */
export function pageFailedWords({ kind, code: error }: { readonly kind: string; readonly code: string }): string {
  const [, words = { failed: 'PagerDuty did not do what it was to do' }] =
    Object.entries(sayings).find(([one]) => kind === `pagerduty.${one}`) ?? [];
  return `:warning: ${words.failed}${whyFailed(error)}`;
}

/** In the words of whoever relies on it; `null` where all is well, or only not done yet. */
function troubleWords(what: Relied, { state, error, inDoubt }: Omit<EffectLine, 'kind'>): string | null {
  const saying: Saying = sayings[what];
  const why = whyFailed(error);
  if (state === 'failed') return `:warning: ${saying.failed}${why}`;
  if (!isTriedAgain({ state, error })) return null;
  return `:warning: ${(inDoubt && saying.inDoubt) || saying.retrying}${why}`;
}

/** What PagerDuty is relied on for. */
export interface Relying {
  /** Whether people are to be called for it, and may be. */
  readonly open: boolean;
  /** Its page: there was none yet, it stands, or it is done with and another one is wanted. */
  readonly page: 'none' | 'stands' | 'gone';
  readonly acknowledged: boolean;
}

/** What does not go as it should with what people rely on PagerDuty for, a sentence for each; nothing of what nobody relies on any more. */
export function troublesOf(on: Relying, effects: readonly EffectLine[]): readonly Trouble[] {
  return effects.flatMap((line) => {
    const what = relied(line.kind, on);
    const words = what === null ? null : troubleWords(what, line);
    return words === null ? [] : [{ words, failed: line.state === 'failed' }];
  });
}

export interface Trouble {
  readonly words: string;
  /** For good: somebody has to set it going again. */
  readonly failed: boolean;
}

/** `kind`: the part of an effect's kind after the dot. */
function relied(kind: string, { open, page, acknowledged }: Relying): Relied | null {
  const stands = page === 'stands';
  switch (kind) {
    case 'page':
      if (!open || stands) return null;
      if (page === 'gone') return 'page-anew';
      return acknowledged ? 'page-acknowledged' : 'page';
    case 'ask':
    case 'reopen':
      return open && stands ? kind : null;
    case 'acknowledge':
      return open && stands && acknowledged ? kind : null;
    case 'resolve':
    case 'resolve-alert':
      return !open && stands ? kind : null;
    default:
      return null;
  }
}

/** Whether it is something people rely on PagerDuty for that is tried again, since it does not answer. */
export function isSilent({ kind, ...line }: EffectLine): boolean {
  return kind in sayings && isTriedAgain(line);
}

/** Where PagerDuty asked for quiet nothing counts as tried, and nothing was done. */
function isTriedAgain({ state, error }: Pick<EffectLine, 'state' | 'error'>): boolean {
  return state === 'retrying' || (state === 'waiting' && error !== null);
}

/** What PagerDuty answered, and what people can do about it; nothing where it did not say. */
function whyFailed(error: string | null): string {
  return error ? ` (${code(error, 60)}${mending[error] ?? ''})` : '';
}
