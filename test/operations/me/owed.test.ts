import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from '#src/operations/incident/acknowledge.ts';
import { assignRole } from '#src/operations/incident/assign.ts';
import { readHome } from '#src/operations/me/home.ts';
import { owedBy } from '#src/operations/owed-by.ts';
import { aChange, ana, aPolicy, declared, person } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
const ben = person('ben');
const week = 7 * 24 * 3_600_000;

beforeEach(async () => {
  bench = await operationBench();
  for (const { person: id } of [ana, ben]) {
    const email = `${id.slice(1).toLowerCase()}@apgms.example`;
    await bench.store.keepPerson({ id, name: id, email, guest: false, outsider: false, seenAt: 0 });
  }
});
afterEach(() => bench.close());

/** Ana and Ben take turns, a week each; it is Ana's. */
function deps() {
  const team = 'Platform Engineering';
  const primary = ['Ana@apgms.example', 'ben@apgms.example'];
  const since = new Date(bench.time.clock).toISOString().slice(0, 10);
  const rota = [{ team, primary, secondary: ['ben@apgms.example'], everyDays: 7, since }];
  return { ...bench.deps, policy: { ...aPolicy, rota, hash: 'policy' } };
}

const declare = (number: number, data: Parameters<typeof declared>[0] = {}) =>
  bench.store.commit({ changes: [aChange(null, [declared({ number, customerFacing: false, ...data })])] });
const keysOf = async (who: typeof ana, of = deps()) =>
  (await owedBy(of, who)).map(({ incident, entry }) => `${incident.stream} ${entry.key}`);

describe('what somebody owes', () => {
  it('is, while it is their turn, what whoever is on call owes, soonest first', async () => {
    await declare(1);
    expect(await keysOf(ana)).toEqual(['inc-1 acknowledge.1', 'inc-1 internal-update.1']);
    expect(await keysOf(ben)).toEqual([]);
    const of = deps();
    bench.time.clock += week;
    expect(await keysOf(ben, of)).toEqual(['inc-1 acknowledge.1', 'inc-1 internal-update.1']);
  });

  it('goes to who took it on, and is gone once it is kept', async () => {
    await declare(1);
    await acknowledge(deps(), { number: 1 }, { actor: ben, delivery: 'one' });
    expect(await keysOf(ben)).toEqual(['inc-1 internal-update.1']);
    expect(await keysOf(ana)).toEqual([]);
    await assignRole(deps(), { number: 1, role: 'commander', person: ana.person }, { actor: ben, delivery: 'two' });
    expect(await keysOf(ana)).toEqual(['inc-1 internal-update.1']);
  });

  it('says how late it is', async () => {
    await declare(1);
    const rungs = ['On-call', 'Secondary'].map((name) => ({ name, who: { people: [] } }));
    const escalation = { ...aPolicy.escalation, rungs };
    const of = { ...deps(), policy: { ...deps().policy, escalation, hash: 'other' } };
    await acknowledge(of, { number: 1 }, { actor: ben, delivery: 'one' });
    bench.time.clock += 16 * 60_000;
    // Whoever looks at it next, the clock's own hand or a person, finds it missed.
    await assignRole(of, { number: 1, role: 'scribe', person: ana.person }, { actor: ben, delivery: 'two' });
    expect((await owedBy(of, ben)).map(({ entry }) => entry.rung)).toEqual([0]);
  });

  it('is of no private incident they may not know of', async () => {
    await declare(1, { restricted: true, reporter: ben.person });
    expect(await keysOf(ana)).toEqual([]);
  });

  it('stands in their App Home', async () => {
    await declare(1);
    const read = await readHome({ ...deps(), pager: null }, { page: 1 }, { actor: ana });
    expect(read.ok && read.owed.map(({ entry }) => entry.kind)).toEqual(['acknowledge', 'internal-update']);
  });
});
