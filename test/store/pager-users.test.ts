import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
  for (const id of ['ANA', 'BEN']) {
    const email = `${id.toLowerCase()}@apgms.example`;
    await at.store.keepPerson({ id: `U${id}`, name: id, email, guest: false, outsider: false, seenAt: 1 });
    await at.store.keepPagerUser({ id: `P${id}`, name: id, email: email.toUpperCase() });
  }
  await at.store.keepPagerUser({ id: 'PNOOR', name: 'Noor', email: 'noor@apgms.example' });
});
afterAll(() => at.close());

const who = async (person: string) => (await at.store.pagerOf(person))?.user.id ?? null;

describe('who somebody is in PagerDuty', () => {
  it('is whoever has their e-mail there, whatever the case', async () => {
    expect(await at.store.pagerOf('UANA')).toEqual({
      user: { id: 'PANA', name: 'ANA', email: 'ANA@APGMS.EXAMPLE' },
      said: false,
    });
    expect(await who('UNOBODY')).toBeNull();
  });

  it('is whom they said, for as long as they say so, and nobody else then', async () => {
    const { store } = at;
    expect(await store.claimPagerUser('PNOOR', 'UANA')).toBe(true);
    expect(await store.claimPagerUser('PNOOR', 'UANA')).toBe(true);
    expect(await store.pagerOf('UANA')).toMatchObject({ user: { id: 'PNOOR' }, said: true });
    expect((await store.personInPager('PNOOR'))?.id).toBe('UANA');
    // What PagerDuty says of them since does not change it.
    await store.keepPagerUser({ id: 'PNOOR', name: 'Noor Haddad', email: 'noor@apgms.example' });
    expect(await who('UANA')).toBe('PNOOR');
    expect(await store.releasePagerUser('UANA')).toBe('PNOOR');
    expect(await store.releasePagerUser('UANA')).toBeNull();
    expect(await who('UANA')).toBe('PANA');
    expect(await store.personInPager('PNOOR')).toBeNull();
  });

  it('is one user for one person, and one person for one user', async () => {
    const { store } = at;
    await store.keepPagerUser({ id: 'POTHER', name: 'Other', email: null });
    expect(await store.claimPagerUser('PNOOR', 'UANA')).toBe(true);
    expect(await store.claimPagerUser('PNOOR', 'UBEN')).toBe(false);
    expect(await who('UBEN')).toBe('PBEN');
    expect(await store.claimPagerUser('POTHER', 'UANA')).toBe(true);
    expect(await who('UANA')).toBe('POTHER');
    expect(await store.claimPagerUser('PNOOR', 'UBEN')).toBe(true);
    expect(await store.claimPagerUser('PGONE', 'UBEN')).toBe(false);
    expect(await who('UBEN')).toBe('PNOOR');
  });
});

it('an id that is no text is somebody, or nobody', async () => {
  for (const id of ['P\0', 'Q\ud800']) {
    expect(await at.store.personInPager(id)).toBeNull();
    await at.store.keepPagerUser({ id, name: id, email: 'ana@apgms.example' });
    expect((await at.store.personInPager(id))?.id).toBe('UANA');
  }
});

it('whom Slack may not know has a turn in being asked for, however many there are', async () => {
  const { store, time } = at;
  for (let index = 0; index < 6; index += 1)
    await store.keepPagerUser({ id: `PLOST${index}`, name: 'Lost', email: `lost${index}@apgms.example` });
  const all = await store.strangersInPager(100);
  const asked: string[] = [];
  while (asked.length < all.length) {
    time.clock += 1;
    const turn = await store.strangersInPager(2);
    for (const email of turn) await store.strangerAsked(email);
    asked.push(...turn);
  }
  expect(asked.toSorted()).toEqual(all.toSorted());
  // Who is new is asked for first; then whoever waits longest.
  await store.keepPagerUser({ id: 'PNEW', name: 'New', email: 'new@apgms.example' });
  expect(await store.strangersInPager(2)).toEqual(['new@apgms.example', asked[0]]);
});

it('who is on call has the e-mail they have in Slack, where they said who they are', async () => {
  const person = (id: string) => ({ id, name: id, email: `${id.toLowerCase()}@there.example` });
  const turn = { policy: 'P1', level: 1, from: null, until: null };
  const turns = ['PNOOR', 'PCHEN'].map((id) => ({ ...turn, person: person(id) }));
  await at.store.keepOnCall({ at: 1, policies: { PS1: 'P1' }, turns });
  expect((await at.store.onCall())?.turns.map((one) => one.person.email)).toEqual([
    'ben@apgms.example',
    'pchen@there.example',
  ]);
});
