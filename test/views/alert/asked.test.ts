import { expect, it } from 'vitest';
import type { AlertEvent } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { declaredAt, minutes, policy } from '#test/views/props.ts';
import { askedToAcknowledge } from '#views/alert/asked.ts';
import { alert } from './props.ts';

const since = { seq: 1, at: declaredAt, askedAt: declaredAt, missedAt: null, reached: [], told: [] };
const about = { obligation: 'acknowledge.1', kind: 'acknowledge', dueAt: declaredAt + 5 * minutes, of: 2 } as const;
const nobody = { people: [], missing: [] };
const path = [
  { name: 'On-call', who: { people: [] } },
  { name: 'Secondary on-call', who: { people: [] } },
];

function recorded(...events: readonly AlertEvent[]) {
  return events.map((event, index) => {
    const seq = index + 3;
    return { stream: 'alert-7', seq, event, actor: engineActor, at: declaredAt + seq * minutes, policyHash: 'p' };
  });
}

/** What is said where people were told this, and these things happened since. */
function said(
  told: Pick<Told, 'what' | 'rungs' | 'people' | 'missing'>,
  later: readonly AlertEvent[] = [],
  unacknowledged: Alert['unacknowledged'] = since,
) {
  const events = recorded({ type: 'obligation-told', v: 1, data: { ...about, ...told } }, ...later);
  const asked = alert({ unacknowledged });
  const rules = { ...policy, escalation: { ...policy.escalation, rungs: path } };
  const message = askedToAcknowledge({ alert: asked, of: 3, events, work: [], policy: rules });
  return { text: message.text, buttons: JSON.stringify(message.blocks).match(/alert\.\w+/g) ?? [] };
}

const reminder = { what: 'reminder', rungs: [], ...nobody } as const;
const miss = { what: 'miss', rungs: ['Secondary on-call'], ...nobody } as const;

it('what was missed still says who was told of it', () => {
  const { text } = said(
    { ...miss, people: ['U0BEN'] },
    [{ type: 'alert-acknowledged', v: 1, data: { person: 'U0ANA' } }],
    null,
  );
  expect(text).toMatch(
    /^ALT-7 · Critical · bank-lines answers with errors: acknowledged by <@U0ANA>, .*\. It was due by .*; Secondary on-call: <@U0BEN>$/,
  );
});

it('whoever is on call is asked by name, by when, by which rule, and who is next', () => {
  const { text, buttons } = said({ ...reminder, people: ['U0BEN'] });
  expect(text).toContain('*ALT-7 · Critical · bank-lines answers with errors*');
  expect(text).toMatch(
    /<@U0BEN>: \*please acknowledge it\* by .* \(runbook 003\)\. After that it is for Secondary on-call\./,
  );
  expect(buttons).toEqual(['alert.ack', 'alert.declare']);
});

it('a rung is told that nobody did, also by an address where Slack does not know them', () => {
  const { text } = said({ ...miss, people: ['U0BEN'], missing: ['dora@apgms.example'] });
  expect(text).toContain('*Missed: nobody has acknowledged it*');
  expect(text).toContain('Secondary on-call: <@U0BEN> and dora@apgms.example (not in Slack)');
});

it('a rung whose phones do not ring is told so, and by which way to reach them', () => {
  const paged = { of: 2, people: [], missing: ['emil@apgms.example'], unable: null };
  const { text } = said(miss, [{ type: 'responders-paged', v: 2, data: paged }]);
  expect(text).toContain('Nobody is emil@apgms.example in PagerDuty. No phone rings for them: reach them another way.');
  const some = { ...paged, people: [{ id: 'PBENOKA', name: 'Ben Okafor' }] };
  expect(said(miss, [{ type: 'responders-paged', v: 2, data: some }]).text).toContain(
    'No phone rings for emil@apgms.example: reach them another way.',
  );
  const all = { ...some, missing: [] };
  expect(said(miss, [{ type: 'responders-paged', v: 2, data: all }]).text).not.toContain('No phone');
  expect(said(miss, [{ type: 'responders-paged', v: 2, data: { ...paged, of: 1 } }]).text).not.toContain('No phone');
});

it('once it is missed nobody is asked for a time that is past', () => {
  const missed = { ...since, missedAt: declaredAt + 5 * minutes };
  const { text } = said({ ...reminder, people: ['U0BEN'] }, [], missed);
  expect(text).toMatch(/<@U0BEN>: \*please acknowledge it\*; it was due by .* \(runbook 003\)\.$/);
});

it('where nobody is on call, that is said', () => {
  expect(said(reminder).text).toContain('Nobody is on call for it. Whoever reads this: *please acknowledge it* by ');
});

it.each<[string, AlertEvent, string]>([
  ['here', { type: 'alert-acknowledged', v: 1, data: { person: 'U0ANA' } }, 'acknowledged by <@U0ANA>'],
  ['by an incident', { type: 'alert-attached', v: 1, data: { incident: 42 } }, 'belongs to INC-42'],
  ['by its end', { type: 'alert-resolved', v: 1, data: { ended: [] } }, 'over'],
  ['otherwise', { type: 'alert-shrank', v: 1, data: { ended: [], unlisted: 0 } }, 'nobody needs to acknowledge it'],
])('what is not asked for any more says so in a line: %s', (_, event, words) => {
  const { text, buttons } = said({ ...reminder, people: ['U0BEN'] }, [event], null);
  expect(text).toMatch(/^ALT-7 · Critical · bank-lines answers with errors: /);
  expect(text).toContain(words);
  expect(buttons).toEqual([]);
});
