import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evolve } from '#src/domain/incident/evolve.ts';
import { type Incident, visibleTo } from '#src/domain/incident/state.ts';
import { engineActor, type Viewer } from '#src/domain/people.ts';
import { captureRequested, channelOpened, declared, person, prose } from '#test/support/builders.ts';
import { openStore, stored } from './open-store.ts';

/** A message on two timelines. */
const alert = { channel: 'CALERTS', ts: '5.5' };
let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
  await at.change(null, declared({ number: 1, severity: 'sev1' }));
  await at.change(null, declared({ number: 2, severity: 'sev2', restricted: true, reporter: 'UREPORTER' }));
  const third = await at.change(null, declared({ number: 3, severity: 'sev1' }));
  await at.change(third, { type: 'resolved', v: 1, data: { health: [{ service: 'api-gateway', verdict: 'pass' }] } });
  await at.change(await at.incident(2), channelOpened('C2', 'inc-2'));
  stored(await at.store.commit({ links: [{ kind: 'slack.channel', ours: 'inc-2', theirs: 'C2' }] }));
  for (const number of [1, 2]) await at.change(await at.incident(number), captureRequested(alert));
});
afterAll(() => at.close());

const stranger = person('stranger', ['responder', 'admin', 'audit']);
const reporter = person('reporter');
const security = person('sam', ['responder', 'security']);

describe('a restricted incident', () => {
  it.each([
    ['a stranger, even an admin', stranger, false],
    ['who reported it', reporter, true],
    ['security', security, true],
    ['the engine', engineActor, true],
  ] as const)('is there for %s: %#', async (_, viewer: Viewer, there) => {
    const { store } = at;
    const numbers = (await store.incidents({}, { limit: 9, offset: 0 }, viewer)).map((one) => one.number);
    expect(numbers).toEqual(there ? [1, 2, 3] : [1, 3]);
    expect((await store.incident(2, viewer))?.number).toBe(there ? 2 : undefined);
    expect((await store.incidentInChannel('C2', viewer))?.number).toBe(there ? 2 : undefined);
    expect((await store.incidentsCapturing(alert, viewer)).map((one) => one.number)).toEqual(there ? [1, 2] : [1]);
    expect((await store.incidentCount({}, viewer)).total).toBe(there ? 3 : 2);
    expect((await store.incidentCount({ severity: 'sev2' }, viewer)).total).toBe(there ? 1 : 0);
  });

  it('is there for exactly those the domain says', async () => {
    const all = await at.store.incidents({}, { limit: 9, offset: 0 }, engineActor);
    for (const viewer of [stranger, reporter, security, engineActor]) {
      expect(await at.store.incidents({}, { limit: 9, offset: 0 }, viewer)).toEqual(
        all.filter((one) => visibleTo(viewer, one)),
      );
    }
  });

  it('does not use up the limit of those who may not see it', async () => {
    expect((await at.store.incidents({}, { limit: 2, offset: 0 }, stranger)).map((one) => one.number)).toEqual([1, 3]);
  });
});

describe('incidents', () => {
  it('are found by a message on their timelines, by its channel and its stamp, while it is there', async () => {
    const capturing = async (message: typeof alert) => (await at.store.incidentsCapturing(message, engineActor)).length;
    expect(await capturing({ ...alert, channel: 'C2' })).toBe(0);
    expect(await capturing({ ...alert, ts: '5.6' })).toBe(0);
    const message = { channel: 'C3', ts: '7.7' };
    const kept = await at.change(await at.incident(3), captureRequested(message));
    expect(await capturing(message)).toBe(1);
    const off = { ...message, why: 'deleted', whole: true, moved: null } as const;
    await at.change(kept, { type: 'capture-retracted', v: 2, data: off });
    expect(await capturing(message)).toBe(0);
  });

  it('are found by being open or not, the worst of the open ones first', async () => {
    const numbers = async (open: boolean) =>
      (await at.store.incidents({ open }, { limit: 9, offset: 0 }, engineActor)).map((one) => one.number);
    expect(await numbers(true)).toEqual([1, 2]);
    expect(await numbers(false)).toEqual([3]);
    expect((await at.store.incidentCount({ open: true, severity: 'sev1' }, engineActor)).total).toBe(1);
  });

  it.each([0, -1, 99, 1.5, 3e9, Number.NaN])('that nobody declared are not there: %d', async (number) => {
    expect(await at.store.incident(number, engineActor)).toBeNull();
  });

  it('are not in channels that are nobody’s', async () => {
    expect(await at.store.incidentInChannel('C404', engineActor)).toBeNull();
  });
});

describe('the state that is kept', () => {
  const replay = async (number: number) =>
    (await at.store.events(`inc-${number}`)).reduce<Incident | null>(evolve, null);

  it.each([1, 2, 3])('of incident %d is what its events say', async (number) => {
    expect(await at.incident(number)).toEqual(await replay(number));
  });

  it('is made anew from the events when another version made it, with what decides who may see it', async () => {
    await at.pool.query(
      `update app.incidents set fold_version = 0, restricted = false, status = 'closed', state = '{"number": "two"}' where number = 2`,
    );
    expect(await at.store.incident(2, stranger)).toBeNull();
    expect(await at.incident(2)).toEqual(await replay(2));
    expect((await at.store.incidentCount({ open: true }, engineActor)).total).toBe(2);
  });

  it('is made anew without the texts that were redacted', async () => {
    const title = prose('hunter2');
    await at.change(null, declared({ number: 4, title }));
    await at.store.redact(title.prose);
    await at.pool.query('update app.incidents set fold_version = 0 where number = 4');
    expect((await at.incident(4)).title).toEqual({ prose: title.prose, body: null });
  });
});

describe('people and policies', () => {
  it('are kept as they were last seen', async () => {
    const ana = { id: 'UANA', name: 'Ana', email: null, guest: true, outsider: false, seenAt: 1 };
    expect(await at.store.person('UANA')).toBeNull();
    await at.store.keepPerson(ana);
    await at.store.keepPerson({ ...ana, name: 'A\0na', email: 'ana@apgms.example', guest: false, seenAt: 2 });
    expect(await at.store.person('UANA')).toEqual({
      ...{ id: 'UANA', name: 'A\uFFFDna', email: 'ana@apgms.example', guest: false, outsider: false, seenAt: 2 },
    });
  });

  it('of one hash are one policy', async () => {
    await at.store.keepPolicy('abc', 'services: []');
    await at.store.keepPolicy('abc', 'services: []');
    expect((await at.pool.query('select text from app.policies')).rows).toEqual([{ text: 'services: []' }]);
  });
});
