import type { Button, KnownBlock } from '@slack/types';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Unanswerable } from '#src/domain/paging/events.ts';
import { button, section } from '#views/blocks.ts';
import { effectLines, type WorkRow } from '#views/incident/effect-lines.ts';
import { unableWords } from '#views/incident/timeline-paging.ts';
import { pageTrouble, type Relied } from '#views/page-failed.ts';
import { inline } from '#views/text.ts';

/** What does not go as it should between an alert and PagerDuty. */
export interface Trouble {
  readonly words: string;
  readonly failed: boolean;
}

/** In the words of somebody who relies on being called. Nothing where all is well, or only not done yet. */
export function troubleOf({ unanswered, status, incident }: Alert, work: readonly WorkRow[]): readonly Trouble[] {
  const firing = status === 'firing' && incident === null;
  const nobody = firing && unanswered?.next === null ? [{ words: unansweredWords(unanswered), failed: false }] : [];
  const lines = effectLines(work).flatMap((line) => {
    const what = relied[line.kind];
    const words = what === undefined ? null : pageTrouble(what, line);
    return words === null ? [] : [{ words, failed: line.state === 'failed' }];
  });
  return [...nobody, ...lines];
}

export function troubleBlock(troubles: readonly Trouble[]): readonly KnownBlock[] {
  return troubles.length > 0 ? [section(troubles.map(({ words }) => words).join('\n'))] : [];
}

/** Sets what failed going again; absent where nothing did. */
export function retryButton({ number }: Alert, troubles: readonly Trouble[]): readonly Button[] {
  return troubles.some(({ failed }) => failed) ? [button('Retry what failed', 'alert.retry', String(number))] : [];
}

function unansweredWords({ name, why }: Unanswerable): string {
  return `:warning: *Nobody was called.* ${inline(name, 75)} in PagerDuty: ${unableWords[why]}, and nobody else is left to page. Take it on, or tell somebody.`;
}

const relied: Readonly<Record<string, Relied>> = {
  page: 'page',
  ask: 'ask',
  acknowledge: 'acknowledge',
  'resolve-alert': 'resolve',
};
