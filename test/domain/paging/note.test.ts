import { expect, it } from 'vitest';
import { isOurNote, noteMark } from '#src/domain/paging/note.ts';

it.each([
  [`${noteMark('INC-42', 7)} Errors began with the release.`, true],
  ['[OPS-12 #3] a ticket of somebody else', false],
  ['INC-42 #7: as we said', false],
  ['On it.', false],
])('%j: ours is %s', (content, ours) => {
  expect(isOurNote(content)).toBe(ours);
});
