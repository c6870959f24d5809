import { expect, it } from 'vitest';
import type { Subject } from '#src/domain/change.ts';
import { markedWith, noteMark } from '#src/domain/paging/note.ts';
import { anAlert, fired } from '#test/support/alerts.ts';
import { anIncident, prose } from '#test/support/builders.ts';
import { joinRequest } from '#views/documents/page.ts';

const incident: Subject = { of: 'inc', state: anIncident() };
const alert: Subject = { of: 'alert', state: anAlert(fired()) };

it.each([
  [`${noteMark('INC-42', 7)} Errors began with the release.`, 'INC-42'],
  [joinRequest(incident, 7, { why: prose('two see more'), missed: null }), 'INC-42'],
  [joinRequest(alert, 9, { why: null, missed: 'acknowledge.1' }), 'ALT-7'],
  ['Please join INC-42 SEV2: bank-lines returns 500. Why: two see more', null],
  ['Please join us, we need a decision', null],
  ['[OPS-12 #3] a ticket of somebody else', null],
  ['INC-42 #7: as we said', null],
  ['On it.', null],
])('%j: is marked with %s', (text, name) => {
  expect(markedWith(text)).toBe(name);
});
