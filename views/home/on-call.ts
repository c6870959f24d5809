import type { KnownBlock } from '@slack/types';
import type { DutyGroup, OnDuty } from '#src/domain/duty.ts';
import { context, section } from '#views/blocks.ts';
import { ageWords, lineWords } from '#views/oncall/words.ts';
import { code, fitted } from '#views/text.ts';

export interface HomeDuties {
  readonly groups: readonly DutyGroup<OnDuty>[];
  /** When PagerDuty said so (ms); `null`: it has not said. */
  readonly asOf: number | null;
}

/** Who is on call now, a line for each group of people. */
export function onCallBlocks({ groups, asOf }: HomeDuties, now: number): readonly KnownBlock[] {
  const byPager = groups.some(({ source }) => source === 'pagerduty');
  const origin = byPager && asOf !== null ? `PagerDuty, ${ageWords(asOf, now)}` : 'the rota in apgms.yaml';
  return [
    section(`*On call now*\n${fitted(groups.map(lineWords), '\n', 2_500)}`),
    context(`By ${origin}. Until when, and who is next: ${code('/apgms oncall')}`),
  ];
}
