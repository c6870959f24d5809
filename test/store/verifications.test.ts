import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectsOfLooks, isComplete, type Looking } from '#src/domain/verification/looking.ts';
import { askWhoIsOnCall, postVerification, type Verification } from '#src/domain/verification/verification.ts';
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
    expect(both).toContain(null);
    expect(both.flat().filter(Boolean)).toMatchObject([
      { lane: 'slack', work: `verification-${day(1)}.slack.post-verification` },
    ]);
    const kept = await store.verification(day(1));
    expect(kept).toMatchObject({ day: day(1), findings: verified(1).findings });
    expect(await store.keepVerification({ ...verified(1), findings: [] }, follows)).toBeNull();
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

describe('what is known while it is looked', () => {
  const today = '2027-01-04';
  const who = (name: string) => ({ pager: null, name, email: null });
  const look = (name: string) => ({ vendor: 'pagerduty', who: who(name), found: null }) as const;
  const begun: Looking = { until: 10, silent: null, looks: null };
  const listed: Looking = { until: 20, silent: null, looks: [look('Ana'), look('Ben'), look('Chen')] };

  it('begins once, and what is to be looked at is listed once, each with what follows', async () => {
    const { store } = at;
    const ask = [askWhoIsOnCall(today)];
    const first = await Promise.all([1, 2].map(() => store.keepLooking(today, begun, ask)));
    expect(first.flat()).toMatchObject([{ lane: 'pagerduty', work: `verification-${today}.pagerduty.verify-duty` }]);
    expect(await store.looking(today)).toEqual(begun);
    expect(await store.verification(today)).toBeNull();
    await Promise.all([1, 2].map(() => store.keepLooking(today, listed, effectsOfLooks(today, listed.looks ?? []))));
    expect(await store.keepLooking(today, begun, ask)).toEqual([]);
    expect(await store.looking(today)).toEqual(listed);
    const kinds = (await store.workOf(`verification-${today}`)).map(({ kind, payload }) => [kind, payload]);
    expect(kinds.slice(1)).toEqual([0, 1, 2].map((index) => ['pagerduty.verify-person', { day: today, look: index }]));
  });

  it('loses nothing of looks that end side by side, and the last of them knows that it is', async () => {
    const { store } = at;
    await store.lookOn(today, 30);
    const found = [{ kind: 'no-number', name: 'Ben' }] as const;
    const after = await Promise.all([0, 1, 2].map((index) => store.keepLook(today, index, index === 1 ? found : [])));
    expect(after.filter((one) => one && isComplete(one))).toHaveLength(1);
    const looks = listed.looks?.map((one, index) => ({ ...one, found: index === 1 ? found : [] }));
    expect(await store.looking(today)).toEqual({ ...listed, until: 30, looks });
  });

  it('is gone when it is over, and what comes late changes nothing', async () => {
    const { store } = at;
    expect(await store.keepVerification({ day: today, at: 5, findings: [] }, [])).toEqual([]);
    expect(await store.looking(today)).toBeNull();
    expect(await store.keepLook(today, 0, [{ kind: 'no-number', name: 'Ana' }])).toBeNull();
    expect(await store.keepLooking(today, listed, effectsOfLooks(today, listed.looks ?? []))).toEqual([]);
    await store.lookOn(today, 40);
    expect(await store.verification(today)).toEqual({ day: today, at: 5, findings: [] });
  });

  it('leaves no row behind once its day is forgotten, but for what is not done', async () => {
    const { store } = at;
    const stream = `verification-${today}`;
    await at.pool.query("update app.outbox set state = 'done' where stream = $1 and kind = 'pagerduty.verify-person'", [
      stream,
    ]);
    const later = (index: number) => new Date(Date.UTC(2027, 1, index)).toISOString().slice(0, 10);
    for (let index = 1; index <= 30; index += 1)
      await store.keepVerification({ day: later(index), at: index, findings: [] }, []);
    expect((await store.workOf(stream)).map(({ kind }) => kind)).toEqual(['pagerduty.verify-duty']);
  });
});
