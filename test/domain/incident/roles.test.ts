import { describe, expect, it } from 'vitest';
import { decide } from '#src/domain/incident/decide.ts';
import type { IncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { aChange, anIncident, aPolicy, declared, upToDate, wednesday } from '#test/support/builders.ts';

const nobodys = upToDate(anIncident());
const given: IncidentEvent = { type: 'role-assigned', v: 2, data: { role: 'scribe', person: 'UBEN', had: null } };
const handedOver: IncidentEvent = { ...given, data: { role: 'scribe', person: 'UDORA', had: 'UBEN' } };
const bens = upToDate(anIncident(declared(), given));

/** Who is told of duties, by which message. */
const told = (state: Incident, event: IncidentEvent) =>
  aChange(state, [event])
    .messages.filter(({ kind }) => kind === 'duties')
    .map(({ key, place }) => [key, place]);

describe('a role', () => {
  it('is given with who had it', () => {
    const command = { type: 'assign', by: 'UANA', role: 'scribe', person: 'UDORA', stranger: false } as const;
    expect(decide(bens, command, { policy: aPolicy, now: wednesday })).toEqual({ ok: true, events: [handedOver] });
  });

  it('has its duties told once to each who gets it, and to whoever had it that they are not theirs any more', () => {
    expect(told(nobodys, given)).toEqual([['inc-42.duties.scribe.UBEN', { person: 'UBEN' }]]);
    expect(told(bens, handedOver)).toEqual([
      ['inc-42.duties.scribe.UBEN', { person: 'UBEN' }],
      ['inc-42.duties.scribe.UDORA', { person: 'UDORA' }],
    ]);
  });
});
