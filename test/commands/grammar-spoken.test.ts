import { expect, it } from 'vitest';
import { spoken } from '#commands/_grammar/spoken.ts';

it.each([
  ['ask <@U123|ana> in <#C1|ops>', 'ask @ana in #ops'],
  ['<@U123> knows', '@U123 knows'],
  ['<!channel> <!here|here> <!subteam^S1|@platform>', '@channel @here @platform'],
  [
    'see <https://x.example/a?b=1|x.example> and <mailto:a@b.example|a@b.example>',
    'see https://x.example/a?b=1 and a@b.example',
  ],
  ['1 < 2 and 3 > 2, <b> too', '1 < 2 and 3 > 2, b too'],
])('%s', (text, read) => {
  expect(spoken(text)).toBe(read);
});
