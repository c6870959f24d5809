/** When a list is begun: `triage` and `stabilise` with the incident, `post-incident` with its resolution, the others when somebody wants them. */
export const checklistPhases = [
  'triage',
  'stabilise',
  'post-incident',
  'pre-deployment',
  'smoke',
  'prerequisites',
  'daily',
] as const;
export type ChecklistPhase = (typeof checklistPhases)[number];

/** Who answers for an item; whoever answers for the incident where nobody has that part. */
export const taskOwners = ['commander', 'communications', 'scribe', 'on-call'] as const;
export type TaskOwner = (typeof taskOwners)[number];

/** How soon an item is due once its list is begun. */
export type TaskDue = { readonly minutes: number } | { readonly businessDays: number };

export interface ChecklistItem {
  readonly id: string;
  /** In the words of the runbook. */
  readonly text: string;
  /** `null`: it is not chased. */
  readonly due: TaskDue | null;
  /** `null`: whoever answers for the incident. */
  readonly owner: TaskOwner | null;
  /** Whoever ticks it gives a link or a few words that show it. */
  readonly evidence: boolean;
}

export interface Checklist {
  readonly id: string;
  readonly name: string;
  readonly phase: ChecklistPhase;
  readonly from: string;
  readonly items: readonly ChecklistItem[];
}

/** Phases that begin with the incident, also when it is taken up again. */
const opening: ReadonlySet<ChecklistPhase> = new Set(['triage', 'stabilise']);

/** Whether a list of this phase is worked on while the incident is open, and over with it. */
export function isOpening(phase: ChecklistPhase): boolean {
  return opening.has(phase);
}

/** Whether somebody has to begin a list of this phase. */
export function onDemand(phase: ChecklistPhase): boolean {
  return !isOpening(phase) && phase !== 'post-incident';
}
