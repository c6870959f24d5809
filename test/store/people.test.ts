import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

const somebody = { email: null, guest: false, outsider: false, seenAt: 1 };

it('tells those we know of many, and nobody else', async () => {
  const { store } = at;
  await store.keepPerson({ id: 'UANA', name: 'Ana', ...somebody });
  await store.keepPerson({ id: 'UBEN', name: 'Ben', ...somebody });
  const known = await store.people(['UBEN', 'UNOBODY', 'UBEN', 'engine']);
  expect(known).toEqual([{ id: 'UBEN', name: 'Ben', ...somebody }]);
  expect(await store.people([])).toEqual([]);
});

it('finds people by their e-mail, whatever the case', async () => {
  const { store } = at;
  const chen = { id: 'UCHEN', name: 'Chen', ...somebody, email: 'Chen@apgms.example' };
  await store.keepPerson(chen);
  expect(await store.peopleWith(['chen@APGMS.example', 'chen@apgms.example', 'emil@apgms.example'])).toEqual([chen]);
  expect(await store.peopleWith([])).toEqual([]);
});
