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

async function list(open: boolean | null, limit: number, actor = ana, offset = 0) {
  const filter = open === null ? {} : { open };
  const listed = await listIncidents(bench.deps, { filter, page: { limit, offset } }, { actor });
  return listed.ok && { rows: listed.incidents.map(({ number }) => numbers.indexOf(number)), total: listed.total };
}

describe('the list', () => {
  it('is of open ones, of ended ones, or of all: the open ones first, the newest of them first', async () => {
    expect(await list(true, 9)).toEqual({ rows: [3, 2, 0], total: 3 });
    expect(await list(false, 9)).toEqual({ rows: [1], total: 1 });
    expect(await list(null, 9)).toEqual({ rows: [3, 2, 0, 1], total: 4 });
  });

  it('comes in pages, and says how many there are', async () => {
    expect(await list(null, 2)).toEqual({ rows: [3, 2], total: 4 });
    expect(await list(null, 2, ana, 2)).toEqual({ rows: [0, 1], total: 4 });
  });

  it('neither shows nor counts what somebody may not know of, and its limit is filled with what they may', async () => {
    expect(await list(null, 2, person('rita'))).toEqual({ rows: [2, 0], total: 3 });
  });
});
