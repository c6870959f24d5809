import type { Calendar } from '#src/domain/calendar.ts';
import type { Checklist, ChecklistPhase, TaskDue, TaskOwner } from '#src/domain/checklist.ts';
import type { Policy, SeverityRules } from '#src/domain/policy.ts';
import { type Severity, severities } from '#src/domain/severity.ts';

/** How soon things are owed at one severity, in minutes; `null`: they are not. */
export interface Spans {
  readonly acknowledge: number;
  readonly assignCommander: number | null;
  readonly statusEntry: number | null;
  readonly internalUpdate: number;
  readonly customerUpdate: number | null;
}

/**
 * What an incident promises, in numbers: the part of the policy that its deadlines come from. It is written into the record, so that what was owed can
 * be worked out from the record alone, whatever became of the policy file.
 */
export interface Terms {
  readonly spans: Readonly<Record<Severity, Spans>>;
  /** While it is open: minutes from a reminder to its deadline, and from rung to rung once that is missed. */
  readonly remind: number;
  readonly climb: number;
  /** How many rungs the escalation path has. */
  readonly rungs: number;
  /** Minutes by which a deadline may be put off in all. */
  readonly snooze: number;
  readonly review: {
    /** Minutes after it is resolved. */
    readonly schedule: number;
    /** Business days after it is resolved. */
    readonly hold: number;
  };
  readonly calendar: Calendar;
  readonly checklists: readonly ListTerms[];
}

/** What a checklist promises: those of its items that have a time. */
export interface ListTerms {
  readonly id: string;
  readonly phase: ChecklistPhase;
  readonly items: readonly { readonly id: string; readonly due: TaskDue; readonly owner: TaskOwner | null }[];
}

/** What incidents promise under this policy. */
export function termsOf(policy: Policy): Terms {
  const { severities: rules, escalation, reminder, snooze, review, calendar, checklists } = policy;
  const [sev1, sev2, sev3, sev4] = severities.map((severity) => spansOf(rules[severity]));
  if (!sev1 || !sev2 || !sev3 || !sev4) throw new Error('a severity has no rules');
  return {
    spans: { sev1, sev2, sev3, sev4 },
    remind: reminder.value,
    climb: escalation.climb.value,
    rungs: escalation.rungs.length,
    snooze: snooze.value,
    review: { schedule: review.schedule.value, hold: review.hold.value },
    calendar: calendarOf(calendar),
    checklists: checklists.map(listTerms).filter(({ items }) => items.length > 0),
  };
}

function calendarOf({ timeZone, workdays, holidays, hours }: Calendar): Calendar {
  return { timeZone, workdays, holidays, hours };
}

function listTerms({ id, phase, items }: Checklist): ListTerms {
  const owed = items.flatMap(({ id: item, due, owner }) => (due === null ? [] : [{ id: item, due, owner }]));
  return { id, phase, items: owed };
}

function spansOf(rules: SeverityRules): Spans {
  return {
    acknowledge: rules.acknowledge.value,
    assignCommander: rules.assignCommander?.value ?? null,
    statusEntry: rules.firstStatusEntry?.value ?? null,
    internalUpdate: rules.internalUpdate.value,
    customerUpdate: rules.customerUpdate?.value ?? null,
  };
}
