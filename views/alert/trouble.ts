import type { Button, KnownBlock } from '@slack/types';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Unanswerable } from '#src/domain/paging/events.ts';
import { isOpenThere } from '#src/domain/paging/page.ts';
import { button, section } from '#views/blocks.ts';
import { type EffectLine, effectLines, type WorkRow } from '#views/incident/effect-lines.ts';
import { unableWords } from '#views/incident/timeline-paging.ts';
import { type Trouble, troublesOf } from '#views/page-failed.ts';
import { inline } from '#views/text.ts';

/** What does not go as it should between an alert and PagerDuty, in the words of somebody who relies on being called. Nothing where all is well, or only not done yet. */
export function troubleOf(alert: Alert, work: readonly WorkRow[]): readonly Trouble[] {
  const { unanswered, status, incident, page, acknowledged } = alert;
  const open = status === 'firing' && incident === null;
  const nobody =
    open && acknowledged === null && unanswered?.next === null
      ? [{ words: unansweredWords(unanswered), failed: false }]
      : [];
  const stands = isOpenThere(page) ? 'stands' : 'gone';
  const on = { open, page: page ? stands : 'none', acknowledged: acknowledged !== null } as const;
  // Once somebody has it in hand nobody else is called, but by a call that is in doubt.
  const calls = ({ kind, inDoubt }: EffectLine) => kind === 'ask' || (kind === 'page' && !inDoubt);
  const lines = effectLines(work).filter((line) => acknowledged === null || !calls(line));
  return [...nobody, ...troublesOf(on, lines)];
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
