import type { AlertChange } from './alert/change.ts';
import type { IncidentChange } from './incident/change.ts';

/** What can change in one commit. */
export type Change = IncidentChange | AlertChange;
