import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#src/domain/incident/state.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { declareIncident } from '#src/operations/incident/declare.ts';
import { incidentHere } from '#src/operations/incident/here.ts';
import { listIncidents } from '#src/operations/incident/list.ts';
import { ownIncident } from '#src/operations/incident/own.ts';
import { requestResolve } from '#src/operations/incident/resolve.ts';
import { retryFailed } from '#src/operations/incident/retry.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { person } from '#test/support/builders.ts';
import { aDeclaration, channelOf, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const member = 'mia';

/** Who asks, and about what. */
const cases = {
  'a responder': { actor: person('rita'), restricted: false },
  'a guest': { actor: person('gus', []), restricted: false },
  'somebody unverified': { actor: person('una', ['unverified']), restricted: false },
  'somebody of security, who is no responder': { actor: person('sam', ['security']), restricted: false },
  'a stranger to a restricted one': { actor: person('rita'), restricted: true },
  'its member': { actor: person(member), restricted: true },
  security: { actor: person('sam', ['responder', 'security']), restricted: true },
  'its member, now a guest': { actor: person(member, []), restricted: true },
  'its member, unverified': { actor: person(member, ['unverified']), restricted: true },
} as const satisfies Record<string, { readonly actor: PersonActor; readonly restricted: boolean }>;

type Case = keyof typeof cases;
type Outcome = 'done' | Refusal['code'];

interface Row {
  readonly attempt: (subject: Incident, actor: PersonActor) => Promise<Outcome>;
  readonly outcomes: Readonly<Record<Case, Outcome>>;
}

/** What all need who are to work on an incident. */
const forResponders: Row['outcomes'] = {
  'a responder': 'done',
  'a guest': 'not-allowed',
  'somebody unverified': 'not-verified',
  'somebody of security, who is no responder': 'not-allowed',
  'a stranger to a restricted one': 'no-such-incident',
  'its member': 'done',
  security: 'done',
  'its member, now a guest': 'not-allowed',
  'its member, unverified': 'not-verified',
};

/** One row for each file of `src/operations`. Decide who may, then write it down. */
const table: Readonly<Record<string, Row>> = {
  'incident/declare': {
    attempt: async (subject, actor) =>
      outcomeOf(
        'declare',
        await declareIncident(bench.deps, { ...aDeclaration, restricted: subject.restricted }, by(actor)),
      ),
    outcomes: {
      ...forResponders,
      'somebody unverified': 'done',
      'a stranger to a restricted one': 'done',
      'its member, unverified': 'done',
    },
  },
  'incident/show': {
    async attempt({ number }, actor) {
      const shown = await showIncident(bench.deps, { number }, { actor });
      if (shown.ok) expect(shown.incident.number).toBe(number);
      return outcomeOf('show', shown);
    },
    outcomes: forResponders,
  },
  'incident/list': {
    async attempt({ number }, actor) {
      const listed = await listIncidents(bench.deps, { open: null, limit: 1_000 }, { actor });
      if (!listed.ok) return outcomeOf('list', listed);
      expect(listed.total).toBe(listed.incidents.length);
      return listed.incidents.some((one) => one.number === number) ? 'done' : 'no-such-incident';
    },
    outcomes: forResponders,
  },
  'incident/resolve': {
    attempt: async ({ number }, actor) =>
      outcomeOf('resolve', await requestResolve(bench.deps, { number, reason: null }, by(actor))),
    outcomes: forResponders,
  },
  'incident/retry': {
    attempt: async ({ number }, actor) => outcomeOf('retry', await retryFailed(bench.deps, { number }, by(actor))),
    outcomes: forResponders,
  },
  'incident/own': {
    async attempt(subject, actor) {
      const own = await ownIncident(bench.deps, subject, { actor });
      return own?.number === subject.number ? 'done' : 'no-such-incident';
    },
    // Whoever declared it hears of it, whatever they may do by now; nobody else does by this way.
    outcomes: {
      'a responder': 'no-such-incident',
      'a guest': 'no-such-incident',
      'somebody unverified': 'no-such-incident',
      'somebody of security, who is no responder': 'no-such-incident',
      'a stranger to a restricted one': 'no-such-incident',
      'its member': 'done',
      security: 'no-such-incident',
      'its member, now a guest': 'done',
      'its member, unverified': 'done',
    },
  },
  'incident/here': {
    async attempt({ number }, actor) {
      const here = await incidentHere(bench.deps, channelOf(number), { actor });
      return here?.number === number ? 'done' : 'no-such-incident';
    },
    // It only says which incident a channel is about; what is done with the number asks again.
    outcomes: {
      'a responder': 'done',
      'a guest': 'done',
      'somebody unverified': 'done',
      'somebody of security, who is no responder': 'done',
      'a stranger to a restricted one': 'no-such-incident',
      'its member': 'done',
      security: 'done',
      'its member, now a guest': 'done',
      'its member, unverified': 'done',
    },
  },
};

let deliveries = 0;
function by(actor: PersonActor) {
  deliveries += 1;
  return { actor, delivery: `delivery-${deliveries}` };
}

type Result = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Whoever may not is told of the very thing they tried. */
function outcomeOf(verb: string, result: Result): Outcome {
  if (result.ok) return 'done';
  if (result.refusal.code === 'not-allowed') expect(result.refusal.action).toBe(`incident.${verb}`);
  return result.refusal.code;
}

const rows = Object.entries(table).flatMap(([operation, { attempt, outcomes }]) =>
  Object.entries(cases).map(([name, one]) => {
    const outcome = Object.entries(outcomes).find(([key]) => key === name)?.[1];
    return [operation, name, outcome, { ...one, attempt }] as const;
  }),
);

describe('every operation', () => {
  it('says who may', () => {
    const folder = fileURLToPath(import.meta.resolve('#src/operations/answer-once.ts')).replace('answer-once.ts', '');
    const operations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('/') && path.endsWith('.ts'))
      .map((path) => path.replace('.ts', ''));
    expect(Object.keys(table).toSorted()).toEqual(operations.toSorted());
    expect(operations).not.toEqual([]);
  });

  it.each(rows)('%s by %s: %s', async (_operation, _name, outcome, { actor, restricted, attempt }) => {
    const subject = await bench.failing({ restricted, reporter: person(member).person });
    const before = await everything();
    expect(await attempt(subject, actor)).toBe(outcome);
    if (outcome !== 'done') expect(await everything()).toEqual(before);
  });
});

/** All that was ever recorded, and how often somebody was woken. */
async function everything() {
  return { events: await bench.recorded(), woken: bench.woken.length };
}
