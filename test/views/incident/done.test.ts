import { describe, expect, it } from 'vitest';
import type { Incident } from '#src/domain/incident/state.ts';
import { incident, policy } from '#test/views/props.ts';
import { type Done, incidentDone, newsComeNext } from '#views/incident/done.ts';
import { incidentResolving } from '#views/incident/resolving.ts';

const standing = incident().channel;
const channel = (changes: object): Partial<Incident> => ({ channel: standing && { ...standing, ...changes } });

const places: readonly (readonly [string, Partial<Incident>, string])[] = [
  ['open', {}, '<#C0INC42>'],
  ['still to be opened', { channel: null }, 'its channel (once that is open)'],
  ['archived', channel({ archived: true }), '<#C0INC42> (once it is unarchived)'],
  ['private as it is', { restricted: true }, '<#C0INC42>'],
  ['made public', { restricted: true, ...channel({ exposed: 4 }) }, '<#C0INC42> (once it is private again)'],
];

describe.each(places)('with its channel %s', (_, changes, place) => {
  const one = incident(changes);
  const room = one.restricted ? '' : ' and #incident-room';
  const said = (done: Done, from: string | null = null) =>
    incidentDone({ incident: one, policy, done, by: 'U0BEN', from }).text;

  it('says where its news are read, and when', () => {
    expect(said({ what: 'note', at: null })).toContain(`Told in ${place}.`);
    expect(said({ what: 'status' })).toContain(`Told in ${place}${room}.`);
    expect(said({ what: 'update', audience: 'internal', ending: null })).toContain(
      `It is being posted in ${place}${room}.`,
    );
    expect(incidentResolving({ incident: one, policy }).text).toContain(`The outcome follows in ${place}.`);
  });

  it('is brief there exactly where they come next', () => {
    const next = place === '<#C0INC42>';
    const done = { what: 'note', at: null } as const;
    expect(newsComeNext({ incident: one, policy, done, by: 'U0BEN', from: 'C0INC42' })).toBe(next);
    expect(said(done, 'C0INC42').includes('Told in')).toBe(!next);
  });
});

it('what is not told in its channel never comes next there', () => {
  const done = { what: 'link' } as const;
  expect(newsComeNext({ incident: incident(), policy, done, by: 'U0BEN', from: 'C0INC42' })).toBe(false);
});
