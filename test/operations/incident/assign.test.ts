import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assignRole } from '#src/operations/incident/assign.ts';
import { ana } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
let deliveries = 0;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const member = { name: 'Somebody', email: null, guest: false, outsider: false, seenAt: 0 };

async function assign(person: string) {
  deliveries += 1;
  const delivery = `assign-${deliveries}`;
  const { number } = await bench.failing();
  const ask = () => assignRole(bench.deps, { number, role: 'commander', person }, { actor: ana, delivery });
  return { number, ask };
}

describe('a role', () => {
  it.each([
    ['a guest', { guest: true }],
    ['a bot, somebody deactivated or of another company', { outsider: true }],
  ])('is refused to %s, and nothing is recorded', async (who, is) => {
    const person = `U${who.length}`;
    await bench.store.keepPerson({ id: person, ...member, ...is });
    const { number, ask } = await assign(person);
    expect(await ask()).toEqual({ ok: false, refusal: { code: 'not-a-responder', person } });
    expect((await bench.incident(number)).roles.commander).toBeNull();
  });

  it('is given to a member, and to somebody nobody knows yet', async () => {
    await bench.store.keepPerson({ id: 'UMEMBER', ...member });
    for (const person of ['UMEMBER', 'UUNSEEN']) {
      const { number, ask } = await assign(person);
      expect(await ask()).toEqual({ ok: true, number });
      expect((await bench.incident(number)).roles.commander).toBe(person);
    }
  });

  it('that was given stays given for the same delivery, although it would be refused by now', async () => {
    const { number, ask } = await assign('ULEFT');
    expect(await ask()).toEqual({ ok: true, number });
    await bench.store.keepPerson({ id: 'ULEFT', ...member, outsider: true });
    expect(await ask()).toEqual({ ok: true, number });
  });
});
