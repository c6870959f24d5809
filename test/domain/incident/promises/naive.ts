import type { Severity } from '#src/domain/severity.ts';

/** What somebody who reads the runbooks with a watch in hand knows of an incident. Times are minutes. */
export type Fact = { readonly at: number } & (
  | {
      readonly what: 'declared';
      readonly severity: Severity;
      readonly forCustomers: boolean;
      readonly detectedAt: number | null;
    }
  | { readonly what: 'acknowledged' }
  | { readonly what: 'commander'; readonly there: boolean }
  | { readonly what: 'update'; readonly audience: 'internal' | 'customers'; readonly promisedFor: number | null }
  | { readonly what: 'severity'; readonly severity: Severity }
  | { readonly what: 'rules'; readonly rules: Rules }
  | { readonly what: 'ticked'; readonly item: 'scope' | 'file' }
  /** One that was added, got another day, or is done. `due`: when its day ends; `null`: it has none. */
  | { readonly what: 'follow-up'; readonly followUp: number; readonly due: number | null; readonly done: boolean }
  | { readonly what: 'snoozed'; readonly kind: string; readonly until: number }
  | { readonly what: 'resolved' | 'reopened' | 'cancelled' | 'closed' | 'review-dated' | 'review-held' }
);

/** Minutes; `reviewDays`: whole days after it is resolved, in a week without days off. */
export interface Rules {
  readonly acknowledge: number;
  readonly commander: Readonly<Record<Severity, number | null>>;
  readonly entry: number | null;
  readonly internal: Readonly<Record<Severity, number>>;
  readonly customers: number | null;
  readonly climb: number;
  readonly rungs: number;
  /** Before a deadline. */
  readonly remind: number;
  readonly dateReview: number;
  readonly reviewDays: number;
  /** Minutes for the one item of triage, days for the one that is left afterwards. */
  readonly scope: number | null;
  readonly fileDays: number | null;
}

export interface Owing {
  readonly kind: string;
  readonly dueAt: number;
  /** Rungs told by now, and when it was their turn. */
  readonly told: readonly (readonly [rung: number, at: number])[];
}

const day = 24 * 60;

/** What is owed at `now`, worked out from nothing but what people did, the long way round. */
export function owedAt(facts: readonly Fact[], now: number): readonly Owing[] {
  const open = new Set(['declared', 'reopened']);
  const over = new Set(['resolved', 'cancelled', 'closed']);
  const turns = facts.filter(({ what }) => open.has(what) || over.has(what));
  const last = turns.at(-1);
  const rules = rulesAt(facts, now);
  if (!last || last.what === 'cancelled') return [];
  const left = followUps(facts, rules, now);
  if (last.what === 'closed') return left;
  if (last.what === 'resolved') return [...afterwards(facts, last.at, rules, now), ...left];
  const declared = facts.find(({ what }) => what === 'declared');
  if (declared?.what !== 'declared') throw new Error('it was never declared');
  const since = facts.slice(facts.indexOf(last));
  const begun = last.at;
  const rung = (first: number) => ({ first, climb: rules.climb, rungs: rules.rungs, now });
  const due = (kind: string, from: number, arose: number, promised: number | null, span: Span) =>
    deadline({ facts, kind, from, arose, promised, span });

  const owing: Owing[] = [...left];
  const add = (kind: string, dueAt: number | null, arose: number, first: number) => {
    if (dueAt !== null) owing.push({ kind, dueAt, told: toldBy(Math.max(dueAt, arose), rung(first)) });
  };
  if (!since.some(({ what }) => what === 'acknowledged')) {
    add(
      'acknowledge',
      due('acknowledge', begun, begun, null, (held) => held.acknowledge),
      begun,
      1,
    );
  }
  const posts = facts.filter((fact) => fact.what === 'commander');
  if (!posts.at(-1)?.there) {
    const left = posts.at(-1)?.at ?? begun;
    const arose = Math.max(begun, left);
    add(
      'assign-commander',
      due('assign-commander', arose, arose, null, (held, severity) => held.commander[severity]),
      arose,
      0,
    );
  }
  if (!since.some((fact) => fact.what === 'ticked' && fact.item === 'scope')) {
    const scope = due('task', begun, begun, null, (held) => held.scope);
    // A checklist wakes nobody: no rung hears of it.
    if (scope !== null) owing.push({ kind: 'task', dueAt: scope, told: [] });
  }
  const [internal, customers] = (['internal', 'customers'] as const).map((audience) =>
    facts.findLast((fact) => fact.what === 'update' && fact.audience === audience),
  );
  const promise = (update: Fact | undefined) =>
    update?.what === 'update' && update.at >= begun && since.includes(update) ? update.promisedFor : null;
  const told = Math.max(begun, internal?.at ?? begun);
  add(
    'internal-update',
    due('internal-update', told, told, promise(internal), (held, severity) => held.internal[severity]),
    told,
    0,
  );
  if (customers) {
    const from = Math.max(begun, customers.at);
    add(
      'customer-update',
      due('customer-update', from, from, promise(customers), (held) => held.customers),
      from,
      0,
    );
  } else if (declared.forCustomers) {
    const from = last.what === 'declared' ? (declared.detectedAt ?? begun) : begun;
    add(
      'status-entry',
      due('status-entry', from, begun, null, (held) => held.entry),
      begun,
      0,
    );
  }
  return owing;
}

type Span = (rules: Rules, severity: Severity) => number | null;

/** Change by change: nobody is late by a rule that came later, and nobody gets more time than there was. */
function deadline({
  facts,
  kind,
  from,
  arose,
  promised,
  span,
}: {
  readonly facts: readonly Fact[];
  readonly kind: string;
  readonly from: number;
  readonly arose: number;
  readonly promised: number | null;
  readonly span: Span;
}): number | null {
  const upTo = (fact: Fact) => facts.slice(0, facts.indexOf(fact) + 1);
  const asked = (known: readonly Fact[]) => {
    const minutes = span(rulesAt(known, Number.POSITIVE_INFINITY), severityAt(known));
    return minutes === null ? null : Math.min(from + minutes, promised ?? Number.POSITIVE_INFINITY);
  };
  const beginning = facts.filter((fact) => fact.at <= arose);
  let due = asked(beginning);
  let granted = Number.NEGATIVE_INFINITY;
  const matters = (fact: Fact) =>
    fact.what === 'severity' || fact.what === 'rules' || (fact.what === 'snoozed' && fact.kind === kind);
  for (const change of facts.filter((fact) => matters(fact) && !beginning.includes(fact))) {
    if (change.what === 'snoozed') {
      [due, granted] = [change.until, change.until];
      continue;
    }
    const wanted = asked(upTo(change));
    if (wanted === null) {
      due = null;
      granted = Number.NEGATIVE_INFINITY;
      continue;
    }
    const standing = Math.max(wanted, granted);
    // There is at least time for a reminder, or for all of it anew, but never more than there was.
    const whole = Math.max(0, standing - arose);
    const grace = standing > change.at ? Math.min(whole, rulesAt(upTo(change), change.at).remind) : whole;
    const atMost = Math.min(change.at + grace, due ?? Number.POSITIVE_INFINITY);
    due = Math.max(standing, atMost);
    if (due !== standing) granted = due;
  }
  return due;
}

function afterwards(facts: readonly Fact[], resolved: number, rules: Rules, now: number): readonly Owing[] {
  const since = facts.filter(({ at }) => at >= resolved);
  const did = (what: Fact['what']) => since.some((fact) => fact.what === what);
  const held = did('review-held');
  const filed = since.some((fact) => fact.what === 'ticked' && fact.item === 'file');
  const after = (kind: string, span: Span): readonly Owing[] => {
    const dueAt = deadline({ facts, kind, from: resolved, arose: resolved, promised: null, span });
    if (dueAt === null) return [];
    return [
      { kind, dueAt, told: toldBy(Math.max(dueAt, resolved), { first: 0, climb: day, rungs: rules.rungs, now }) },
    ];
  };
  return [
    ...(held || did('review-dated') ? [] : after('schedule-review', ({ dateReview }) => dateReview)),
    ...(held ? [] : after('hold-review', ({ reviewDays }) => reviewDays * day)),
    ...(filed ? [] : after('task', ({ fileDays }) => fileDays && fileDays * day)),
  ];
}

/** What has a day is owed until it is done, whatever became of the incident. */
function followUps(facts: readonly Fact[], rules: Rules, now: number): readonly Owing[] {
  const said = facts.filter((fact) => fact.what === 'follow-up');
  const each = [...Map.groupBy(said, ({ followUp }) => followUp).values()];
  return each.flatMap((those) => {
    const last = those.at(-1);
    if (!last || last.done || last.due === null) return [];
    const otherwise = those.findLastIndex(({ due }) => due !== last.due);
    const arose = those[otherwise + 1]?.at ?? last.at;
    const told = toldBy(Math.max(last.due, arose), { first: 0, climb: day, rungs: rules.rungs, now });
    return [{ kind: 'follow-up', dueAt: last.due, told }];
  });
}

function toldBy(
  missed: number,
  {
    first,
    climb,
    rungs,
    now,
  }: { readonly first: number; readonly climb: number; readonly rungs: number; readonly now: number },
): readonly (readonly [number, number])[] {
  return Array.from(
    { length: Math.max(0, rungs - first) },
    (_, step) => [first + step, missed + step * climb] as const,
  ).filter(([, at]) => at <= now);
}

function rulesAt(facts: readonly Fact[], now: number): Rules {
  const found = facts.findLast((fact) => fact.what === 'rules' && fact.at <= now);
  if (found?.what !== 'rules') throw new Error('no rules');
  return found.rules;
}

function severityAt(facts: readonly Fact[]): Severity {
  const found = facts.findLast((fact) => fact.what === 'severity' || fact.what === 'declared');
  if (found?.what !== 'severity' && found?.what !== 'declared') throw new Error('no severity');
  return found.severity;
}
