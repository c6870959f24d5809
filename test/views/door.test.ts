import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import { nasty } from '#test/views/props.ts';
import { markedUp } from '#test/views/shown.ts';
import { doorWords } from '#views/door.ts';
import type { Message } from '#views/message.ts';

const everyWord = (text: string): readonly Message[] => [
  doorWords.fault(text),
  doorWords.formNotOpened(text, null),
  doorWords.formNotOpened(text, '/apgms incident declare'),
  doorWords.formNotOpened(null, '/apgms incident declare'),
  doorWords.formByButton(text, null),
  doorWords.formByButton(null, '/apgms incident declare'),
  doorWords.formByButton(null, null),
  doorWords.wrongFields([text]),
];

describe('what the door says', () => {
  it.each(['incident declare sev2', 'x'.repeat(2_000), 'x'.repeat(2_001), ...nasty])(
    'is a message Slack takes, and mentions nobody: %j',
    (text) => {
      for (const message of everyWord(text)) {
        expect(blockKitProblems('message', message)).toEqual([]);
        expect(markedUp(message).filter((line) => /[<>]/.test(line))).toEqual([]);
      }
      expect(blockKitProblems('modal', doorWords.notice(doorWords.fault(text)))).toEqual([]);
    },
  );

  it('offers to run the same words again, where a button holds them', () => {
    const buttons = (words: string) => JSON.stringify(doorWords.formNotOpened(words, null)).includes('"button"');
    expect([buttons('x'.repeat(2_000)), buttons('x'.repeat(2_001))]).toEqual([true, false]);
  });
});
