import { describe, expect, it } from 'vitest';
import type { Incident } from '#src/domain/incident/state.ts';
import { checklists } from '#test/support/checklists.ts';
import { declaredAt, incident, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { type Done, incidentDone, newsComeNext } from '#views/incident/done.ts';
import { incidentResolving } from '#views/incident/resolving.ts';
import { refusalMessage } from '#views/refusal.ts';

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
    expect(said({ what: 'status', slip: null })).toContain(`Told in ${place}${room}.`);
    expect(said({ what: 'update', audience: 'internal', ending: null })).toContain(
      `It is being posted in ${place}${room}.`,
    );
    expect(incidentResolving({ incident: one, policy, firing: [] }).text).toContain(`The outcome follows in ${place}.`);
  });

  it('is brief there exactly where they come next', () => {
    const next = place === '<#C0INC42>';
    const done = { what: 'note', at: null } as const;
    expect(newsComeNext({ incident: one, policy, done, by: 'U0BEN', from: 'C0INC42' })).toBe(next);
    expect(said(done, 'C0INC42').includes('Told in')).toBe(!next);
  });
});

describe('an update for customers', () => {
  const said = (audience: 'internal' | 'customers') =>
    incidentDone({
      incident: incident(),
      policy,
      done: { what: 'update', audience, ending: null },
      by: 'U0BEN',
      from: null,
    }).text;

  it('is answered with what is left to do, for nobody outside sees it by itself', () => {
    expect(said('customers')).toContain('*Nobody outside sees it yet:* put it on the status site.');
    expect(said('customers')).toContain('`/apgms incident timeline INC-42 export`');
    expect(said('internal')).not.toContain('outside');
  });
});

describe('closing', () => {
  const lists = { ...policy, checklists };
  const { promises } = incident();
  const over = { ...promises, resolved: { seq: 7, at: declaredAt }, review: { scheduledFor: null, held: true } };
  const afterwards = incident({ status: 'resolved', promises: over });

  it('says what of its checklists is not ticked, and is not hindered by it', () => {
    const { text } = incidentDone({
      incident: afterwards,
      policy: lists,
      done: { what: 'close' },
      by: 'U0BEN',
      from: null,
    });
    expect(text).toMatch(
      /closed: its record is complete\..* Not all ticked: Post-incident 0 of \d+( \(\d+ wants? evidence\))?\.$/,
    );
  });

  it('of what is not complete is refused with the rule that stops it, and says the same', () => {
    const missing = { review: false, mitigations: [2], followUps: [] };
    const refusal = { code: 'record-incomplete', number: 42, missing } as const;
    const words = shown(refusalMessage(refusal, { policy: lists, incident: afterwards }));
    expect(words.join('\n')).toContain('Not all ticked: Post-incident 0 of');
    expect(words.join('\n')).toContain('because mitigation 2 stays for good');
    expect(words.at(-1)).toBe('Rule: “Remove mitigations gradually” (runbook 003).');
  });
});

it('what is not told in its channel never comes next there', () => {
  const done = { what: 'link' } as const;
  expect(newsComeNext({ incident: incident(), policy, done, by: 'U0BEN', from: 'C0INC42' })).toBe(false);
});
