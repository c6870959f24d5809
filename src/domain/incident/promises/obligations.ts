import { addBusinessDays, endOfBusinessDay } from '#src/domain/calendar.ts';
import { type Incident, isOpen, mayBeTold } from '#src/domain/incident/state.ts';
import type { Debtor, Obligation, ObligationKind } from '#src/domain/promises/obligation.ts';
import type { Mark } from '#src/domain/promises/owed.ts';
import { responder, speaker } from './debtors.ts';
import { later } from './state.ts';
import { tasksOwed } from './tasks.ts';
import type { Terms } from './terms.ts';

const minuteMs = 60_000;

/**
 * Everything `incident` promises and has not kept, soonest first. A function of its state alone, which holds the terms in force: the same record gives
 * the same promises, whenever it is read.
 */
export function obligationsOf(incident: Incident): readonly Obligation[] {
  const { terms, deadlines } = incident.promises;
  if (terms === null || incident.status === 'cancelled') return [];
  const owed = isOpen(incident) ? whileOpen(incident, terms) : afterwards(incident, terms);
  return [...owed, ...followUps(incident, terms), ...tasksOwed(incident, terms)]
    .map((one) => ({ ...one, dueAt: Math.max(one.dueAt, deadlines[one.key] ?? one.dueAt) }))
    .toSorted((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1));
}

function whileOpen(incident: Incident, terms: Terms): readonly Obligation[] {
  return [
    ...acknowledgement(incident, terms),
    ...commander(incident, terms),
    ...internalUpdate(incident, terms),
    ...forCustomers(incident, terms),
  ];
}

/** Runbook 003: "On-call acknowledges within 5 minutes". */
function acknowledgement(incident: Incident, { spans }: Terms): readonly Obligation[] {
  if (incident.acknowledged) return [];
  const { acknowledge } = spans[incident.severity];
  const { begun, lapsed } = incident.promises;
  return [owed('acknowledge', later(begun, lapsed), acknowledge, { onCall: true })];
}

/** Runbook 003 names an incident commander; how soon there must be one is the policy's. */
function commander(incident: Incident, { spans }: Terms): readonly Obligation[] {
  const { assignCommander } = spans[incident.severity];
  if (incident.roles.commander !== null || assignCommander === null) return [];
  const { begun, vacated } = incident.promises;
  return [owed('assign-commander', later(begun, vacated), assignCommander, responder(incident))];
}

/** Runbook 003: "Internal updates every 15 minutes". A promise of the person who wrote the last one binds where it is sooner. */
function internalUpdate(incident: Incident, { spans }: Terms): readonly Obligation[] {
  const { internal } = incident.updates;
  const { internalUpdate: every } = spans[incident.severity];
  const owing = owed('internal-update', later(incident.promises.begun, internal), every, responder(incident));
  return [sooner(owing, internal?.nextAt ?? null)];
}

/** Runbook 000: the first entry within 30 minutes of detection, then customers are told at least hourly. */
function forCustomers(incident: Incident, { spans }: Terms): readonly Obligation[] {
  if (!incident.customerFacing) return [];
  const { begun } = incident.promises;
  const { customers } = incident.updates;
  const { statusEntry, customerUpdate } = spans[incident.severity];
  const debtor = speaker(incident);
  if (customers === null) {
    if (statusEntry === null) return [];
    const detectedAt = begun.seq === 1 ? (incident.detectedAt ?? begun.at) : begun.at;
    const entry = owed('status-entry', begun, statusEntry, debtor);
    return [{ ...entry, dueAt: detectedAt + statusEntry * minuteMs }];
  }
  if (customerUpdate === null) return [];
  const owing = owed('customer-update', later(begun, customers), customerUpdate, debtor);
  return [sooner(owing, customers.nextAt)];
}

/** Runbook 001: scheduled within 48 hours. Runbooks 000 and 003: held within 5 business days. */
function afterwards(incident: Incident, terms: Terms): readonly Obligation[] {
  const { resolved, review } = incident.promises;
  if (incident.status !== 'resolved' || resolved === null || review.held) return [];
  const debtor = responder(incident);
  const holding = { ...owed('hold-review', resolved, 0, debtor) };
  const dueAt = addBusinessDays(terms.calendar, resolved.at, terms.review.hold);
  return [
    ...(review.scheduledFor === null ? [owed('schedule-review', resolved, terms.review.schedule, debtor)] : []),
    { ...holding, dueAt },
  ];
}

/** Runbook 003: "follow-up actions with owners and due dates". They outlive the incident. */
function followUps(incident: Incident, { calendar }: Terms): readonly Obligation[] {
  return incident.followUps.flatMap(({ number, owner, due, ended }) => {
    if (ended || due === null) return [];
    const debtor = owner !== null && mayBeTold(incident, owner) ? { person: owner } : responder(incident);
    const key = `follow-up.${number}.${due.set.seq}`;
    return [{ key, kind: 'follow-up', since: due.set.at, dueAt: endOfBusinessDay(calendar, due.day), debtor }];
  });
}

/** Which follow-up of its incident the promise with this key is about; `null`: none. */
export function followUpIn(key: string): number | null {
  const number = /^follow-up\.(\d+)\./.exec(key)?.[1];
  return number === undefined ? null : Number(number);
}

function owed(kind: ObligationKind, { seq, at }: Mark, minutes: number, debtor: Debtor): Obligation {
  return { key: `${kind}.${seq}`, kind, since: at, dueAt: at + minutes * minuteMs, debtor };
}

function sooner(obligation: Obligation, promised: number | null): Obligation {
  return promised === null ? obligation : { ...obligation, dueAt: Math.min(obligation.dueAt, promised) };
}
