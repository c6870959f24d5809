import type { DutyGroup, DutyScope, OnDuty } from '#src/domain/duty.ts';
import { context, header, message, section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { code, fitted, inline } from '#views/text.ts';
import { ageWords, dutyWords, lineWords, subjectWords } from './words.ts';

export interface OnCallProps {
  readonly scope: DutyScope;
  readonly groups: readonly DutyGroup<OnDuty>[];
  /** When PagerDuty said so (ms); `null`: it has not said yet. */
  readonly asOf: number | null;
  /** Whether PagerDuty is set up: what it said is being asked for anew then. */
  readonly hasPager: boolean;
  /** PagerDuty was asked and does not answer. */
  readonly silent: boolean;
  /** What was typed, where it was read as this service or team. */
  readonly slip: string | null;
  readonly now: number;
}

const rota = 'the rota in apgms.yaml';

/** From then on it is said that it is old (ms). */
const oldMs = 3_600_000;

/** What all groups together may take, so that the rest of the message has room. */
const longest = limits.messageTotal - 1_500;

/** Who is on call for what was asked for: each group of the same people once, with where that comes from and how old it is. */
export function onCallMessage(props: OnCallProps): Message {
  const { scope, groups, slip } = props;
  const texts = shownTexts(groups.map((group) => groupText(group, props)));
  const left = groups.length - texts.length;
  return message(`On call: ${fitted(groups.map(lineWords), '; ', 1_500)}`, [
    header(titleOf(scope)),
    ...(slip === null ? [] : [context(`${code(slip, 75)} was read as ${subjectOf(scope)}.`)]),
    ...texts.map(section),
    ...(left > 0 ? [context(`and ${left} more, each by ${code('/apgms oncall <service>')}`)] : []),
    context(originWords(props)),
  ]);
}

function titleOf(scope: DutyScope): string {
  switch (scope.kind) {
    case 'all':
      return 'Who is on call';
    case 'service':
      return `On call for ${scope.service.name}`;
    case 'team':
      return `On call for ${scope.team}`;
  }
}

function subjectOf(scope: DutyScope): string {
  if (scope.kind === 'all') return 'everything';
  return inline(scope.kind === 'service' ? scope.service.name : scope.team, 75);
}

function groupText(group: DutyGroup<OnDuty>, { groups }: OnCallProps): string {
  const { source, primary, secondary } = group;
  const apart = source === 'rota' && groups.some((one) => one.source === 'pagerduty');
  return [
    `*${subjectWords(group)}*`,
    `Primary: ${dutyWords(primary, source)}`,
    `Secondary: ${dutyWords(secondary, source)}`,
    ...(apart ? [`By ${rota}: PagerDuty calls nobody for it.`] : []),
  ].join('\n');
}

function shownTexts(texts: readonly string[]): readonly string[] {
  const most = limits.messageBlocks - 4;
  let length = 0;
  return texts.filter((text, index) => {
    length += text.length;
    return index < most && length <= longest;
  });
}

/** Where it comes from, how old it is, and what was done about that. */
function originWords({ groups, asOf, hasPager, silent, now }: OnCallProps): string {
  const anew = silent
    ? 'asked again and again, and does not answer at the moment'
    : 'asked just now, type it again in a moment';
  if (asOf === null) return `By ${rota}: ${hasPager ? `PagerDuty was ${anew}` : 'PagerDuty is not set up'}.`;
  const age = ageWords(asOf, now);
  const byPager = groups.some(({ source }) => source === 'pagerduty');
  const said = byPager ? `By PagerDuty, ${age}` : `By ${rota}: PagerDuty calls nobody for it, ${age}`;
  if (now - asOf < oldMs) return `${said}.`;
  return `${said}, which is long ago: ${hasPager ? anew : 'it is not set up any more'}.`;
}
