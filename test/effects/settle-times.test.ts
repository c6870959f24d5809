import { expect, it } from 'vitest';
import { ask } from '#src/effects/pagerduty/ask.ts';
import { note } from '#src/effects/pagerduty/note.ts';
import { page } from '#src/effects/pagerduty/page.ts';
import { callMs } from '#src/ports/pager.ts';

it.each([
  [page, 2],
  [ask, 4],
  [note, 1],
])('what a lost answer left behind is awaited until the last of its calls must have ended (%#)', (effect, calls) => {
  expect(effect.settleMs).toBeGreaterThan(calls * callMs);
});
