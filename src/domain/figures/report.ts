import { type ObligationKind, obligationKinds } from '#src/domain/promises/obligation.ts';
import { type Severity, severities } from '#src/domain/severity.ts';
import type { IncidentFigures } from './incident.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What is measured of some incidents. `null`: of none of them. */
export interface Measured {
  readonly count: number;
  readonly toAcknowledge: Spread | null;
  readonly toResolve: Spread | null;
  /** The share of their open time that was covered by an update younger than its cadence, 0 to 1. */
  readonly updated: number | null;
  /** Milliseconds. */
  readonly worstGap: number | null;
}

export interface KeptPromises {
  readonly kind: ObligationKind;
  readonly onTime: number;
  readonly late: number;
}

export interface Figures {
  readonly all: Measured;
  readonly bySeverity: readonly { readonly severity: Severity; readonly measured: Measured }[];
  /** Of all of them: still open; taken on by nobody, those of them that are open and those that are over; private; and told of only when it was over, so that nothing is measured. */
  readonly open: number;
  readonly unacknowledged: { readonly open: number; readonly over: number };
  readonly restricted: number;
  readonly told: number;
  /** Cancelled or the same as another: they count nowhere else. */
  readonly void: number;
  /** Only kinds of which some were due. */
  readonly kept: readonly KeptPromises[];
  /** How many deadlines were missed, by the highest rung that was told; -1 and `null` as there. Lowest rung first. */
  readonly misses: readonly { readonly rung: number | null; readonly count: number }[];
}

export interface Report {
  readonly real: Figures;
  /** Exercises are left out of all figures but these. */
  readonly drills: Figures;
}

export function reportOf(incidents: readonly IncidentFigures[]): Report {
  return {
    real: sumOf(incidents.filter(({ drill }) => !drill)),
    drills: sumOf(incidents.filter(({ drill }) => drill)),
  };
}

function sumOf(incidents: readonly IncidentFigures[]): Figures {
  const counted = incidents.filter(({ fate }) => fate !== 'void');
  const many = (holds: (one: IncidentFigures) => boolean) => counted.filter(holds).length;
  return {
    all: measured(counted),
    bySeverity: severities.map((severity) => ({
      severity,
      measured: measured(counted.filter((one) => one.severity === severity)),
    })),
    open: many(({ fate }) => fate === 'open'),
    unacknowledged: {
      open: many(({ fate, toAcknowledge }) => fate === 'open' && toAcknowledge === null),
      over: many(({ fate, toAcknowledge }) => fate === 'over' && toAcknowledge === null),
    },
    restricted: many(({ restricted }) => restricted),
    told: many(({ fate }) => fate === 'told'),
    void: incidents.length - counted.length,
    kept: keptOf(counted),
    misses: missesOf(counted),
  };
}

function measured(incidents: readonly IncidentFigures[]): Measured {
  const spans = (of: (one: IncidentFigures) => number | null) =>
    spreadOf(incidents.map(of).filter((span) => span !== null));
  const total = (of: (one: IncidentFigures) => number) => incidents.reduce((sum, one) => sum + of(one), 0);
  const promised = total((one) => one.promised);
  const open = incidents.filter((one) => one.open > 0);
  return {
    count: incidents.length,
    toAcknowledge: spans((one) => one.toAcknowledge),
    toResolve: spans((one) => one.toResolve),
    updated: promised === 0 ? null : total((one) => one.fresh) / promised,
    worstGap: open.length === 0 ? null : Math.max(...open.map((one) => one.worstGap)),
  };
}

function keptOf(incidents: readonly IncidentFigures[]): readonly KeptPromises[] {
  const all = incidents.flatMap(({ kept }) => kept);
  return obligationKinds
    .map((kind) => {
      const many = (how: string) => all.filter((one) => one.kind === kind && one.how === how).length;
      return { kind, onTime: many('on-time'), late: many('late') };
    })
    .filter(({ onTime, late }) => onTime + late > 0);
}

function missesOf(incidents: readonly IncidentFigures[]): Figures['misses'] {
  const counts = new Map<number | null, number>();
  for (const rung of incidents.flatMap(({ misses }) => misses)) counts.set(rung, (counts.get(rung) ?? 0) + 1);
  return [...counts].map(([rung, count]) => ({ rung, count })).toSorted((a, b) => (a.rung ?? -2) - (b.rung ?? -2));
}
