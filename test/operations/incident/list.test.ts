import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIncidents } from '#src/operations/incident/list.ts';
import { ana, person } from '#test/support/builders.ts';
import { type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
const numbers: number[] = [];
beforeAll(async () => {
  bench = await operationBench();
  for (const restricted of [false, false, false, true]) {
    numbers.push((await bench.failing({ restricted, reporter: ana.person })).number);
  }
  await bench.happens(numbers[1] ?? 0, { type: 'resolved', v: 1, data: { health: [] } });
});
afterAll(() => bench.close());

async function list(open: boolean | null, limit: number, actor = ana) {
  const listed = await listIncidents(bench.deps, { open, limit }, { actor });
  return listed.ok && { rows: listed.incidents.map(({ number }) => numbers.indexOf(number)), total: listed.total };
}

describe('the list', () => {
  it('is of open ones, of ended ones, or of all, the newest first', async () => {
    expect(await list(true, 9)).toEqual({ rows: [3, 2, 0], total: 3 });
    expect(await list(false, 9)).toEqual({ rows: [1], total: 1 });
    expect(await list(null, 9)).toEqual({ rows: [3, 2, 1, 0], total: 4 });
  });

  it('stops at its limit, and says how many there are', async () => {
    expect(await list(null, 2)).toEqual({ rows: [3, 2], total: 4 });
  });

  it('neither shows nor counts what somebody may not know of, and its limit is filled with what they may', async () => {
    expect(await list(null, 2, person('rita'))).toEqual({ rows: [2, 1], total: 3 });
  });
});
