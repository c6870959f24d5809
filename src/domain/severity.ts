export const severities = ['sev1', 'sev2', 'sev3', 'sev4'] as const;
export type Severity = (typeof severities)[number];

/** How badly it hurts, as a person who just met it can say. */
export const impacts = ['down', 'degraded', 'minor'] as const;
export type Impact = (typeof impacts)[number];

/** Whom it hurts. */
export const extents = ['all-customers', 'some-customers', 'internal'] as const;
export type Extent = (typeof extents)[number];

/** One line of the policy's criteria: these answers mean this severity. */
export interface Criterion {
  readonly impact: Impact;
  readonly extent: Extent;
}

/** `SEV2`, as people write it. */
export function severityName(severity: Severity): string {
  return severity.toUpperCase();
}
