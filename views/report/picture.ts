import { severityName } from '#src/domain/severity.ts';
import { barCharts, type Panel } from '#views/chart.ts';
import { obligationWords } from '#views/incident/owed.ts';
import { clip } from '#views/text.ts';
import type { ReportProps } from './report.ts';
import { counted, percent, rungName, span, updated } from './words.ts';

export interface ReportPicture {
  readonly name: string;
  readonly title: string;
  readonly svg: string;
  /** What it shows, for who cannot see it. */
  readonly alt: string;
}

/** The same as the report says, to be looked at. */
export function reportPicture(props: ReportProps): ReportPicture {
  const day = new Date(props.since).toISOString().slice(0, 10);
  const { count } = props.report.real.all;
  const title = `Report: incidents since ${day}`;
  const subtitle = `${counted(count, 'incident')}, drills left out`;
  const panels = panelsOf(props);
  const said = panels.map(
    (panel) => `${panel.title}: ${panel.bars.map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
  );
  return {
    name: `report-since-${day}.png`,
    title,
    svg: barCharts({ title, subtitle, panels }),
    alt: clip(`${subtitle}. ${said.join(' ')}`, altLimit),
  };
}

/** Slack's own. */
const altLimit = 1_000;

function panelsOf({ report: { real }, policy }: ReportProps): readonly Panel[] {
  const rows = real.bySeverity.filter(({ measured }) => measured.count > 0);
  const times = (which: 'toAcknowledge' | 'toResolve') =>
    rows.map(({ severity, measured }) => {
      const spread = measured[which];
      const label = severityName(severity);
      if (spread === null) return { label, value: 0, text: 'none yet' };
      const { median, p90 } = spread;
      return { label, value: median, reach: p90, text: `${span(median)} / ${span(p90)}` };
    });
  const panels: readonly Panel[] = [
    {
      title: 'Incidents',
      bars: rows.map(({ severity, measured: { count } }) => ({
        label: severityName(severity),
        value: count,
        text: String(count),
      })),
    },
    {
      title: 'Open time covered by updates',
      full: 1,
      bars: rows.map(({ severity, measured }) => ({
        label: severityName(severity),
        value: measured.updated ?? 0,
        text: updated(measured),
      })),
    },
    { title: 'Time to acknowledge: median / 90th percentile', bars: times('toAcknowledge') },
    { title: 'Time to resolve: median / 90th percentile', bars: times('toResolve') },
    {
      title: 'Promises kept on time',
      full: 1,
      bars: real.kept.map(({ kind, onTime, late }) => ({
        label: keptWords(obligationWords[kind]),
        value: onTime / (onTime + late),
        text: `${percent(onTime / (onTime + late))}, ${onTime} of ${onTime + late}`,
      })),
    },
    {
      title: 'Deadlines missed, by who was told last',
      bars: real.misses.map(({ rung, count }) => ({
        label: rungName(policy, rung),
        value: count,
        text: String(count),
      })),
    },
  ];
  return panels.filter(({ bars }) => bars.length > 0);
}

function keptWords(words: string): string {
  return words.replace(/^(?:an?|its|the) /, '');
}
