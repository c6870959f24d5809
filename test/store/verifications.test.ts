import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postVerification, type Verification } from '#src/domain/verification/verification.ts';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

const day = (index: number) => new Date(Date.UTC(2026, 10, index)).toISOString().slice(0, 10);
const verified = (index: number): Verification => ({
  day: day(index),
  at: index,
  findings: [
    { kind: 'gap', services: ['worker'], list: 'secondary', source: 'rota', from: 1, until: null },
    { kind: 'not-in-slack', name: 'Noor' },
  ],
});

describe('what came of looking at who is called', () => {
  it('is kept once for its day, with what follows from it', async () => {
    const { store } = at;
    expect(await store.verification(day(1))).toBeNull();
    const follows = [postVerification(day(1))];
    const both = await Promise.all([1, 2].map((when) => store.keepVerification({ ...verified(1), at: when }, follows)));
    expect(both.flat()).toMatchObject([{ lane: 'slack', work: `verification-${day(1)}.slack.post-verification` }]);
    const kept = await store.verification(day(1));
    expect(kept).toMatchObject({ day: day(1), findings: verified(1).findings });
    expect(await store.keepVerification({ ...verified(1), findings: [] }, follows)).toEqual([]);
    expect(await store.verification(day(1))).toEqual(kept);
  });

  it('is forgotten after thirty days on which it was looked', async () => {
    for (let index = 2; index <= 31; index += 1) await at.store.keepVerification(verified(index), []);
    expect(await at.store.verification(day(1))).toBeNull();
    expect(await at.store.verification(day(2))).toEqual(verified(2));
    const { rows } = await at.pool.query('select count(*)::int as kept from app.verifications');
    expect(rows).toEqual([{ kept: 30 }]);
  });
});
