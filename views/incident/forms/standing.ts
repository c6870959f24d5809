import type { Incident } from '#src/domain/incident/state.ts';

/** How an incident stands when a form about it opens, as far as that is known. */
export type Standing = Partial<Pick<Incident, 'severity' | 'status'>>;
