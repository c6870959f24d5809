import { expect, it } from 'vitest';
import { markedWith, noteMark } from '#src/domain/paging/note.ts';
import { anIncident, prose } from '#test/support/builders.ts';
import { alertJoinRequest, joinRequest } from '#views/documents/page.ts';

const asks = { of: 7, why: prose('two see more') };
const alert = { number: 3, severity: 'critical', title: prose('disks are full') } as const;

it.each([
  [`${noteMark('INC-42', 7)} Errors began with the release.`, 'INC-42'],
  [joinRequest(anIncident(), asks), 'INC-42'],
  [alertJoinRequest(alert, 9), 'ALT-3'],
  ['Please join INC-42 SEV2: bank-lines returns 500. Why: two see more', null],
  ['Please join us, we need a decision', null],
  ['[OPS-12 #3] a ticket of somebody else', null],
  ['INC-42 #7: as we said', null],
  ['On it.', null],
])('%j: is marked with %s', (text, name) => {
  expect(markedWith(text)).toBe(name);
});
