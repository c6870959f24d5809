import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Checklist, TaskDue } from '#src/domain/checklist.ts';
import { broughtUpToDate, changeOf, type IncidentChange } from '#src/domain/incident/change.ts';
import type { IncidentEvent, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Entry } from '#src/domain/incident/promises/ledger.ts';
import { entriesOf } from '#src/domain/incident/promises/ledger.ts';
import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { nextMoment } from '#src/domain/incident/promises/overdue.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import type { LoadedPolicy } from '#src/domain/policy.ts';
import { type Severity, severities } from '#src/domain/severity.ts';
import { ana, aPolicy, declared, prose, wednesday } from '#test/support/builders.ts';
import { type Fact, type Owing, owedAt, type Rules } from './naive.ts';

const minuteMs = 60_000;

/** The policy that somebody with these rules in mind would write. Every day is a working day. */
function policyOf(rules: Rules): LoadedPolicy {
  const rule = (value: number) => ({ value, from: '003' });
  const ruleOrNone = (value: number | null) => (value === null ? null : rule(value));
  const one = (severity: Severity) => ({
    ...aPolicy.severities[severity],
    acknowledge: rule(rules.acknowledge),
    assignCommander: ruleOrNone(rules.commander[severity]),
    internalUpdate: rule(rules.internal[severity]),
    customerUpdate: ruleOrNone(rules.customers),
    firstStatusEntry: ruleOrNone(rules.entry),
  });
  const rungs = Array.from({ length: rules.rungs }, (_, rung) => ({ name: `rung ${rung}`, who: { people: [] } }));
  return {
    ...aPolicy,
    hash: JSON.stringify(rules),
    severities: { sev1: one('sev1'), sev2: one('sev2'), sev3: one('sev3'), sev4: one('sev4') },
    escalation: { climb: rule(rules.climb), rungs, from: '003' },
    reminder: rule(rules.remind),
    review: { schedule: rule(rules.dateReview), hold: rule(rules.reviewDays) },
    calendar: {
      timeZone: 'Etc/UTC',
      workdays: [1, 2, 3, 4, 5, 6, 7],
      holidays: [],
      hours: { begin: 0, end: 1_440 },
      from: 'ours',
    },
    checklists: [
      checklist('triage', 'scope', rules.scope === null ? null : { minutes: rules.scope }),
      checklist('post-incident', 'file', rules.fileDays === null ? null : { businessDays: rules.fileDays }),
    ],
  };
}

function checklist(phase: 'triage' | 'post-incident', item: string, due: TaskDue | null): Checklist {
  const only = { id: item, text: item, due, owner: null, evidence: false };
  return { id: phase, name: phase, phase, from: '000', items: [only] };
}

const minutes = (max: number) => fc.integer({ min: 1, max });
const bySeverity = <Value>(value: fc.Arbitrary<Value>) =>
  fc.record({ sev1: value, sev2: value, sev3: value, sev4: value });

const anyRules: fc.Arbitrary<Rules> = fc.record({
  acknowledge: minutes(15),
  commander: bySeverity(fc.option(minutes(20))),
  entry: fc.option(minutes(40)),
  internal: bySeverity(minutes(90)),
  customers: fc.option(minutes(90)),
  climb: minutes(10),
  rungs: fc.integer({ min: 1, max: 4 }),
  remind: minutes(10),
  dateReview: minutes(3 * 24 * 60),
  reviewDays: fc.integer({ min: 1, max: 5 }),
  scope: fc.option(minutes(60)),
  fileDays: fc.option(fc.integer({ min: 1, max: 5 })),
});

const severity = fc.constantFrom(...severities);
const anyDeed = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ what: 'acknowledged' } as const) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('commander' as const), there: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('update' as const),
      audience: fc.constantFrom('internal' as const, 'customers' as const),
      promisedIn: fc.option(minutes(60)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('severity' as const), severity }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('rules' as const), rules: anyRules }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('resolved', 'reopened', 'cancelled', 'closed', 'review-dated', 'review-held')
      .map((what) => ({ what }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('ticked' as const),
      item: fc.constantFrom('scope' as const, 'file' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('follow-up' as const),
      which: fc.nat(2),
      inDays: fc.option(fc.nat(3)),
      done: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('snoozed' as const), which: fc.nat(5), by: minutes(40) }) },
  { weight: 2, arbitrary: fc.constant({ what: 'restart' } as const) },
  { weight: 4, arbitrary: fc.constant({ what: 'nothing' } as const) },
);
type Deed = typeof anyDeed extends fc.Arbitrary<infer One> ? One : never;

const anyStep = fc.record({
  wait: minutes(100),
  days: fc.constantFrom(0, 0, 0, 0, 1),
  watched: fc.boolean(),
  deed: anyDeed,
});

/** An incident that lives, the record it leaves, and what a person with a watch noted down beside it. */
class World {
  readonly facts: Fact[];
  readonly log: RecordedIncidentEvent[] = [];
  readonly ledger = new Map<string, Entry>();
  readonly #first: Rules;
  #policy: LoadedPolicy;
  #state: Incident;
  #now = 0;

  constructor(rules: Rules, begin: { severity: Severity; forCustomers: boolean; detectedBefore: number | null }) {
    const { severity, forCustomers, detectedBefore } = begin;
    const detectedAt = detectedBefore === null ? null : -detectedBefore;
    this.#first = rules;
    this.#policy = policyOf(rules);
    this.facts = [{ at: 0, what: 'declared', severity, forCustomers, detectedAt }];
    this.facts.unshift({ at: -1_000_000, what: 'rules', rules });
    const event = declared({
      severity,
      customerFacing: forCustomers,
      detectedAt: detectedAt === null ? null : wednesday + detectedAt * minuteMs,
    });
    this.#state = this.#keep(changeOf(null, [event], { actor: ana, at: this.at, policy: this.#policy }));
  }

  get at(): number {
    return Math.round(wednesday + this.#now * minuteMs);
  }

  get state(): Incident {
    return this.#state;
  }

  get now(): number {
    return this.#now;
  }

  /** Watched, the clock rings at every moment it has; else nobody was there, and all of it is found by whoever does something next, perhaps under other rules. */
  wait(span: number, watched: boolean): void {
    const until = this.#now + span;
    for (let next = this.#next(); watched && next <= until; next = this.#next()) {
      this.#now = Math.max(next, this.#now);
      this.#lookUp();
    }
    this.#now = until;
  }

  do(deed: Deed): void {
    const at = this.#now;
    if (deed.what === 'restart') this.#state = this.refolded();
    if (deed.what === 'rules') {
      const { climb, rungs } = this.#first;
      const rules = { ...deed.rules, climb, rungs };
      this.#policy = policyOf(rules);
      this.facts.push({ at, what: 'rules', rules });
    }
    const happened = this.#happening(deed);
    if (happened) {
      this.facts.push(happened.fact);
      const by = { actor: ana, at: this.at, policy: this.#policy };
      this.#state = this.#keep(changeOf(this.#state, [happened.event], by));
    }
    // A deadline that moved into the past rings at once.
    this.#lookUp();
  }

  refolded(): Incident {
    const read: readonly RecordedIncidentEvent[] = JSON.parse(JSON.stringify(this.log));
    const state = read.reduce<Incident | null>(evolve, null);
    if (!state) throw new Error('nothing is recorded');
    return state;
  }

  #next(): number {
    const at = nextMoment(this.#state);
    return at === null ? Number.POSITIVE_INFINITY : (at - wednesday) / minuteMs;
  }

  #lookUp(): void {
    const due = broughtUpToDate(this.#state, [], { at: this.at, policy: this.#policy });
    if (due) this.#state = this.#keep(due);
    // Its status posts are no promise: they are taken as made.
    const tick: IncidentEvent = { type: 'status-due', v: 1, data: { tick: this.at, digest: false } };
    if (isOpen(this.#state))
      this.#state = this.#keep(changeOf(this.#state, [tick], { actor: ana, at: this.at, policy: this.#policy }));
  }

  #keep(change: IncidentChange): Incident {
    this.log.push(...change.recorded);
    for (const entry of change.ledger) this.ledger.set(entry.key, entry);
    return change.after;
  }

  /** Of three: one more, another day for one, or one that is done. */
  #followUp({ which, inDays, done }: Extract<Deed, { what: 'follow-up' }>) {
    const at = this.#now;
    const { status, followUps } = this.#state;
    const followUp = Math.min(which, followUps.length) + 1;
    const before = followUps.find(({ number }) => number === followUp);
    if (status === 'cancelled' || before?.ended || (!before && status === 'closed')) return null;
    const day = new Date(this.at + (inDays ?? 0) * 24 * 60 * minuteMs).toISOString().slice(0, 10);
    const due = inDays === null ? null : (Date.parse(day) - wednesday - 1) / minuteMs + 24 * 60;
    const fact = { at, what: 'follow-up', followUp, due, done: before !== undefined && done } as const;
    const data = { followUp, owner: 'UBEN', due: inDays === null ? null : day };
    const what = prose('alert on a full disk');
    if (!before) return { fact, event: { type: 'follow-up-added', v: 1, data: { ...data, what } } as const };
    if (done) return { fact, event: { type: 'follow-up-done', v: 1, data: { followUp } } as const };
    if (before.due?.day === (data.due ?? undefined)) return null;
    return { fact, event: { type: 'follow-up-changed', v: 1, data } as const };
  }

  #happening(deed: Deed): { readonly fact: Fact; readonly event: IncidentEvent } | null {
    const at = this.#now;
    const { status, acknowledged, roles, severity, promises } = this.#state;
    const open = isOpen(this.#state);
    switch (deed.what) {
      case 'acknowledged':
        if (!open || acknowledged) return null;
        return { fact: { at, what: 'acknowledged' }, event: { type: 'acknowledged', v: 1, data: { person: 'UANA' } } };
      case 'commander': {
        if (!open || (roles.commander !== null) === deed.there) return null;
        const person = deed.there ? 'UANA' : null;
        const event = { type: 'role-assigned', v: 1, data: { role: 'commander', person } } as const;
        return { fact: { at, what: 'commander', there: deed.there }, event };
      }
      case 'update': {
        if (!open) return null;
        const { audience, promisedIn } = deed;
        const promisedFor = promisedIn === null ? null : at + promisedIn;
        const nextAt = promisedFor === null ? null : wednesday + promisedFor * minuteMs;
        const said = { audience, know: prose('still looking'), next: null, impact: null, nextAt };
        return { fact: { at, what: 'update', audience, promisedFor }, event: { type: 'updated', v: 1, data: said } };
      }
      case 'severity': {
        if (severity === deed.severity || status === 'closed' || status === 'cancelled') return null;
        const data = { from: severity, to: deed.severity, why: null };
        return {
          fact: { at, what: 'severity', severity: deed.severity },
          event: { type: 'severity-changed', v: 1, data },
        };
      }
      case 'resolved':
        return open
          ? { fact: { at, what: 'resolved' }, event: { type: 'resolved', v: 1, data: { health: [] } } }
          : null;
      case 'reopened':
        if (open) return null;
        return { fact: { at, what: 'reopened' }, event: { type: 'reopened', v: 1, data: { why: prose('not over') } } };
      case 'cancelled':
        if (!open) return null;
        return { fact: { at, what: 'cancelled' }, event: { type: 'cancelled', v: 1, data: { why: prose('nothing') } } };
      case 'closed':
        return status === 'resolved'
          ? { fact: { at, what: 'closed' }, event: { type: 'closed', v: 1, data: {} } }
          : null;
      case 'review-dated':
        if (status !== 'resolved' || promises.review.held) return null;
        return { fact: { at, what: 'review-dated' }, event: { type: 'review-scheduled', v: 1, data: { at: this.at } } };
      case 'ticked': {
        if (this.#state.endedAt !== null) return null;
        const { item } = deed;
        const list = item === 'scope' ? 'triage' : 'post-incident';
        return {
          fact: { at, what: 'ticked', item },
          event: { type: 'task-done', v: 1, data: { list, item, evidence: null } },
        };
      }
      case 'follow-up':
        return this.#followUp(deed);
      case 'snoozed': {
        const owed = obligationsOf(this.#state).filter(({ kind }) => kind !== 'follow-up' && kind !== 'task');
        const one = owed[deed.which % Math.max(1, owed.length)];
        if (!one) return null;
        const { key: obligation, kind, dueAt } = one;
        const until = Math.max(at, (dueAt - wednesday) / minuteMs) + deed.by;
        const data = { obligation, kind, dueAt, until: wednesday + until * minuteMs, why: prose('all hands') };
        return { fact: { at, what: 'snoozed', kind, until }, event: { type: 'obligation-snoozed', v: 1, data } };
      }
      case 'review-held': {
        if (status !== 'resolved' || promises.review.held) return null;
        const data = { cause: prose('a full disk'), actions: null, lessons: null };
        return { fact: { at, what: 'review-held' }, event: { type: 'review-held', v: 1, data } };
      }
      default:
        return null;
    }
  }
}

/** Minutes as they are compared: a day ends a millisecond before the next. */
function exact({ kind, dueAt, told }: Owing) {
  const ms = (at: number) => Math.round(at * minuteMs);
  return { kind, dueAt: ms(dueAt), told: told.map(([rung, at]) => [rung, ms(at)]) };
}

/** What of it the record says is owed: kind, minute it is due, and the rungs told of that deadline. */
function owing({ state, log }: World) {
  return entriesOf(state).map(({ key, kind, dueAt }) => {
    const told = log.flatMap(({ event }) =>
      event.type === 'obligation-missed' && event.data.obligation === key && event.data.dueAt === dueAt
        ? event.data.reached.map(({ rung, at }) => [rung, (at - wednesday) / minuteMs] as const)
        : [],
    );
    const once = new Map(told.map((one) => [JSON.stringify(one), one]));
    return { kind, dueAt: (dueAt - wednesday) / minuteMs, told: [...once.values()] };
  });
}

/** Any order will do that is the same for the same things. */
const alike = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/** What may end a promise that nobody kept. */
const reasons = new Set([
  'resolved',
  'cancelled',
  'closed',
  'severity-changed',
  'policy-adopted',
  'reopened',
  'review-held',
  'updated',
  'follow-up-changed',
]);

it('whatever happens and in whatever order, what is owed is what the runbooks say, and nothing vanishes without a reason', {
  timeout: 120_000,
}, () => {
  const begin = fc.record({ severity, forCustomers: fc.boolean(), detectedBefore: fc.option(minutes(60)) });
  fc.assert(
    fc.property(anyRules, begin, fc.array(anyStep, { maxLength: 30 }), (rules, beginning, steps) => {
      const world = new World(rules, beginning);
      for (const { wait, days, watched, deed } of steps) {
        world.wait(wait + days * 24 * 60, watched);
        world.do(deed);
        const { state, ledger, facts, now } = world;
        expect(world.refolded(), 'the state is what its record says').toEqual(state);
        const asked = owedAt(facts, now).map(exact).toSorted(alike);
        expect(owing(world).map(exact).toSorted(alike), deed.what).toEqual(asked);
        const entries = [...ledger.values()];
        expect(entries.filter(({ ended }) => !ended).toSorted(alike)).toEqual(entriesOf(state).toSorted(alike));
        for (const { ended, kind } of entries) {
          if (!ended) continue;
          const why = world.log[ended.seq - 1];
          if (ended.how === 'met') expect(why?.actor.kind, kind).toBe('person');
          else expect(reasons, kind).toContain(why?.event.type);
        }
      }
    }),
    { numRuns: 300 },
  );
});
