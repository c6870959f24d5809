import type { Duty, DutyGroup, OnDuty } from '#src/domain/duty.ts';
import { dutyWords, subjectWords } from '#views/oncall/words.ts';
import { fitted, when } from '#views/text.ts';

/** Where it is somebody's turn, or will be next, a line for each list. */
export function dutyLines(groups: readonly DutyGroup<OnDuty>[], person: string): string {
  const lines = groups.flatMap((group) =>
    (['primary', 'secondary'] as const).flatMap((list) => {
      const turn = turnWords(group[list], group.source, person);
      return turn === null ? [] : [`• ${subjectWords(group)}, ${list}: ${turn}`];
    }),
  );
  return lines.length > 0 ? fitted(lines, '\n', 1_200) : 'It is not your turn, and you are not next.';
}

function turnWords(duty: Duty<OnDuty>, source: DutyGroup['source'], person: string): string | null {
  if (duty.now.some(({ who }) => who.person === person)) return `*now* ${dutyWords(duty, source)}`;
  return duty.next?.who.person === person ? `you are next, from ${when(duty.next.from)}` : null;
}
