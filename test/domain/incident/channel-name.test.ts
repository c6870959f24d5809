import { describe, expect, it } from 'vitest';
import { channelName } from '#src/domain/incident/channel-name.ts';

const incident = (body: string | null, restricted = false) => ({
  number: 42,
  title: { prose: 't1', body },
  restricted,
});

describe('the name of an incident’s channel', () => {
  it.each([
    ['bank-lines returns 500', 'inc-42-bank-lines-returns-500'],
    ['API Gateway: /bank-lines → 500!', 'inc-42-api-gateway-bank-lines-500'],
    ['Überweisungen & Crème brûlée', 'inc-42-uberweisungen-creme-brulee'],
    ['ﬁle ① ２', 'inc-42-file-1-2'],
    ['😀 <!channel>', 'inc-42-channel'],
    ['קריסה', 'inc-42'],
    ['', 'inc-42'],
  ])('is made of the title: %s', (title, name) => {
    expect(channelName(incident(title), 0)).toBe(name);
  });

  it('says nothing of a restricted or redacted title', () => {
    expect(channelName(incident('keys leaked', true), 0)).toBe('inc-42');
    expect(channelName(incident('keys leaked', true), 1)).toBe('inc-42-2');
    expect(channelName(incident(null), 0)).toBe('inc-42');
  });

  it('counts on while names are taken', () => {
    expect([0, 1, 2].map((taken) => channelName(incident('down'), taken))).toEqual([
      'inc-42-down',
      'inc-42-down-2',
      'inc-42-down-3',
    ]);
  });

  it('has at most 80 characters with its counter, and is cut between words', () => {
    const words = channelName(incident('database '.repeat(30)), 0);
    expect(words).toBe(`inc-42${'-database'.repeat(8)}`);
    for (const title of ['x'.repeat(3_000), 'ab '.repeat(1_000), '-'.repeat(200), 'é'.repeat(90)]) {
      for (const taken of [0, 1, 99]) {
        expect(channelName(incident(title), taken)).toMatch(/^inc-42(?:-[a-z0-9]+)*$/);
        expect(channelName(incident(title), taken).length).toBeLessThanOrEqual(80);
      }
    }
  });
});
