import type { Figures, Measured, Report } from '#src/domain/figures/report.ts';
import type { Policy } from '#src/domain/policy.ts';
import { severityName } from '#src/domain/severity.ts';
import { context, header, message, section } from '#views/blocks.ts';
import { obligationWords } from '#views/incident/owed.ts';
import type { Message } from '#views/message.ts';
import { fitted, inline, when } from '#views/text.ts';
import { counted, rungName, span, spread, updated } from './words.ts';

export interface ReportProps {
  readonly report: Report;
  readonly policy: Policy;
  /** Incidents declared since then (ms). */
  readonly since: number;
}

/** Whether there is anything to draw a picture of. */
export function isPictured({ report: { real } }: ReportProps): boolean {
  return real.all.count > 0;
}

/** How incidents went: how many, how soon, whether people were told, which promises were kept. A picture of it follows where there is one. */
export function reportMessage(props: ReportProps): Message {
  const { report, policy, since } = props;
  const { real, drills } = report;
  const text = `${counted(real.all.count, 'incident')} declared since ${when(since)}`;
  return message(text, [
    header('Report'),
    section(`*${text}*${besides(real)}`),
    ...(real.all.count > 0 ? [section(table(real)), ...promises(real, policy)] : []),
    ...(drills.all.count > 0
      ? [section(`*Drills*, counted apart\n${table(drills)}`), ...promises(drills, policy)]
      : []),
    context(isPictured(props) ? `${explanation}\nA picture of it comes to you as a direct message.` : explanation),
  ]);
}

const explanation = [
  'Ack and Resolve: median / 90th percentile, from the declaration; time in which an incident seemed over is left out.',
  'Updates: how much of their open time the last update by a person was younger than promised; declaring and reopening count as one. Gap: the longest time without.',
].join('\n');

function besides({ open, unacknowledged, restricted, told, void: none }: Figures): string {
  const facts = [
    ...(open > 0 ? [`${open} still open`] : []),
    ...(unacknowledged.open > 0 ? [`${unacknowledged.open} not acknowledged yet`] : []),
    ...(unacknowledged.over > 0 ? [`${unacknowledged.over} never acknowledged`] : []),
    ...(restricted > 0 ? [`${restricted} private`] : []),
    ...(told > 0 ? [`${told} recorded when over, so not measured`] : []),
  ];
  const among = facts.length > 0 ? `\nOf them: ${facts.join(' · ')}` : '';
  return none > 0 ? `${among}\nLeft out: ${none} cancelled, or the same as another` : among;
}

/** In two lines, or the table would be too wide for a telephone. */
const columns = ['', 'No.', 'Ack', 'Resolve', 'Updates', 'Gap'];
const measures = ['', '', 'med/90th', 'med/90th', '', ''];

function table({ all, bySeverity }: Figures): string {
  const some = bySeverity.filter(({ measured }) => measured.count > 0);
  const rows = [
    columns,
    measures,
    ...some.map(({ severity, measured }) => row(severityName(severity), measured)),
    ...(some.length > 1 ? [row('All', all)] : []),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => cells[index]?.length ?? 0)));
  const lines = rows.map((cells) => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '));
  return `\`\`\`\n${lines.map((line) => line.trimEnd()).join('\n')}\n\`\`\``;
}

function row(name: string, measured: Measured): readonly string[] {
  const { count, toAcknowledge, toResolve, worstGap } = measured;
  const gap = worstGap === null ? '–' : span(worstGap);
  return [name, String(count), spread(toAcknowledge), spread(toResolve), updated(measured), gap];
}

function promises({ kept, misses }: Figures, policy: Policy) {
  const lines = kept.map(({ kind, onTime, late }) => `• ${obligationWords[kind]}: ${onTime} of ${onTime + late}`);
  const told = misses.map(({ rung, count }) => `• ${inline(rungName(policy, rung), 80)}: ${count}`);
  const missed = misses.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(lines.length > 0 ? [section(`*Promises kept on time*\n${fitted(lines, '\n', 2_000)}`)] : []),
    ...(missed > 0
      ? [section(`*Deadlines missed: ${missed}*, by who was told last\n${fitted(told, '\n', 1_000)}`)]
      : []),
  ];
}
