import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerAccess, requestAccess } from '#src/operations/incident/access.ts';
import { memberChanged } from '#src/operations/incident/hear-channel.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { ana, channelOpened, person } from '#test/support/builders.ts';
import { channelOf, type OperationBench, operationBench } from '#test/support/operation-bench.ts';

let bench: OperationBench;
let deliveries = 0;
beforeAll(async () => {
  bench = await operationBench();
});
afterAll(() => bench.close());

const by = (actor = ana) => {
  deliveries += 1;
  return { actor, delivery: `access-${deliveries}` };
};
const rita = person('rita');

async function hidden(): Promise<number> {
  const { number } = await bench.failing({ restricted: true, reporter: ana.person });
  await bench.happens(number, channelOpened(channelOf(number)));
  return number;
}

describe('asking to be let into a private incident', () => {
  it('is answered as if there were none, and its members are asked', async () => {
    const number = await hidden();
    const asked = await requestAccess(bench.deps, { number, why: 'an audit' }, by(rita));
    const nothing = await requestAccess(bench.deps, { number: 999_999, why: 'an audit' }, by(rita));
    expect(asked).toEqual({ ok: true, number });
    expect(nothing).toEqual({ ok: true, number: 999_999 });
    expect(await bench.incident(number)).toMatchObject({ requests: [{ person: rita.person }] });
    expect(await showIncident(bench.deps, { number }, { actor: rita })).toMatchObject({
      refusal: { code: 'no-such-incident' },
    });
  });

  it('asks them once, however often somebody asks', async () => {
    const number = await hidden();
    for (const _ of [1, 2, 3]) await requestAccess(bench.deps, { number, why: null }, by(rita));
    expect((await bench.types(number)).filter((type) => type === 'access-requested')).toHaveLength(1);
  });

  it('granted by a member, opens it; refused, tells nobody', async () => {
    const [granted, refused] = [await hidden(), await hidden()];
    for (const number of [granted, refused]) {
      await requestAccess(bench.deps, { number, why: null }, by(rita));
      const answered = await answerAccess(bench.deps, { number, person: rita.person, grant: number === granted }, by());
      expect(answered).toEqual({ ok: true, number });
    }
    expect(await showIncident(bench.deps, { number: granted }, { actor: rita })).toMatchObject({ ok: true });
    expect(await showIncident(bench.deps, { number: refused }, { actor: rita })).toMatchObject({ ok: false });
    const told = bench.woken.filter(({ work }) => work.includes('.granted.')).map(({ work }) => work);
    expect(told.every((work) => work.startsWith(`inc-${granted}.`))).toBe(true);
    expect(told).not.toEqual([]);
  });

  it('cannot be granted by who is outside, not even to themselves', async () => {
    const number = await hidden();
    await requestAccess(bench.deps, { number, why: null }, by(rita));
    const answer = await answerAccess(bench.deps, { number, person: rita.person, grant: true }, by(rita));
    expect(answer).toEqual({ ok: false, refusal: { code: 'no-such-incident', number } });
  });

  it('is let in by being brought into the channel, and out by leaving it', async () => {
    const number = await hidden();
    const seen = async () => (await showIncident(bench.deps, { number }, { actor: rita })).ok;
    const moves = { channel: channelOf(number), person: rita.person };
    await memberChanged(bench.deps, { ...moves, came: true, moved: 1 }, by());
    expect(await seen()).toBe(true);
    await memberChanged(bench.deps, { ...moves, came: false, moved: 2 }, by());
    expect(await seen()).toBe(false);
  });
});
