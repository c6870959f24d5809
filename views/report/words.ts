import type { Measured } from '#src/domain/figures/report.ts';
import type { Spread } from '#src/domain/figures/spread.ts';
import type { Policy } from '#src/domain/policy.ts';

const minute = 60_000;

/** A span of time in a table: `<1m`, `23m`, `2h05`, `3d4h`. */
export function span(ms: number): string {
  const minutes = Math.floor(ms / minute);
  if (minutes < 1) return '<1m';
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}h${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)}d${hours % 24}h`;
}

export function spread(of: Spread | null): string {
  return of === null ? '–' : `${span(of.median)}/${span(of.p90)}`;
}

/** Rounded down: not all is only all where nothing is missing. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

export function updated({ updated: share }: Measured): string {
  return share === null ? '–' : percent(share);
}

/** Who was told last of a miss. */
export function rungName({ escalation }: Policy, rung: number | null): string {
  if (rung === null) return 'nobody could be told';
  if (rung === -1) return 'only whoever owed it';
  return escalation.rungs[rung]?.name ?? `rung ${rung + 1}`;
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
