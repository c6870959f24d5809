import { describe, expect, it } from 'vitest';
import { incidentNumber } from '#commands/_grammar/incident-number.ts';
import { nearest } from '#commands/_grammar/nearest.ts';
import { parseReference, parseReferenceBecause } from '#commands/_grammar/parse-reference.ts';
import { noSuchSeverity, severityWord, shortSeverity } from '#commands/_grammar/severity-word.ts';
import { remainder, tokens, unquoted } from '#commands/_grammar/tokens.ts';

const words = (text: string) => tokens(text).map((token) => (token.quoted ? `[${token.text}]` : token.text));

describe('words and quotes', () => {
  it.each([
    ['a  b\n c', ['a', 'b', 'c']],
    ['sev2 "bank lines down" now', ['sev2', '[bank lines down]', 'now']],
    ['“bank lines” ‘down’ «jetzt» „wieder“', ['[bank lines]', '[down]', '[jetzt]', '[wieder]']],
    ['”bank lines” "half curly”', ['[bank lines]', '[half curly]']],
    ["can't reach customers' bank", ["can't", 'reach', "customers'", 'bank']],
    ['"never closed', ['"never', 'closed']],
    ['"a", "b"; c', ['[a]', ',', '[b]', ';', 'c']],
    ['say "a"b" now', ['say', '[a"b]', 'now']],
    ['""', ['[]']],
    ['', []],
  ])('%j has %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('keep what follows them as it was written', () => {
    const text = 'sev2   "two  words"  and\n  more ';
    expect(remainder(text, tokens(text), 1)).toBe('"two  words"  and\n  more');
    expect(remainder(text, tokens(text), 9)).toBe('');
  });

  it('lose their quotes only around the whole', () => {
    expect(['“all of it”', '"one" and "two"', ' bare '].map(unquoted)).toEqual([
      'all of it',
      '"one" and "two"',
      'bare',
    ]);
  });
});

describe('a severity', () => {
  it.each([
    'SEV1',
    'sev1',
    'sev 1',
    'sev-1',
    'Sev:1',
    'severity=1',
    'severity 1',
    'severity: 1',
    '[SEV1]',
    '(sev1)',
    'SEV1:',
  ])('is understood: %s', (text) => {
    expect(severityWord(text.split(' '))).toEqual({ severity: 'sev1', taken: text.split(' ').length });
  });

  it.each(['sev5', 'sev0', 'sev', '11', 'sev 12', '-1', '5', 'several', '1', 's1', '1st'])('is not: %s', (text) => {
    expect(severityWord(text.split(' '))).toBeNull();
  });

  it.each(['1', 's1', '[1]', '1:'])('may be meant by %s', (word) => {
    expect(shortSeverity(word)).toBe('sev1');
  });

  it.each([
    ['SEV9', 'SEV9'],
    ['[sev-0]:', 'sev-0'],
    ['severity 12', 'severity 12'],
    ['sev1', undefined],
    ['sev 1', undefined],
    ['several', undefined],
  ])('there is none of: %s', (text, named) => {
    expect(noSuchSeverity(text.split(' '))?.named).toBe(named);
  });
});

describe('a reference to an incident', () => {
  it.each([
    ...['INC-42', 'inc-42', 'inc42', 'inc 42', 'INC #42', '#42', '42', 'incident 42', 'INC-42,', 'inc_42'],
    ...['INC-42!', 'INC-42.', 'INC-42?', 'inc 42!!', 'INC\u201142', 'INC\u201342', 'INC\u221242,'],
  ])('is understood: %s', (text) => {
    expect(incidentNumber(text.split(' '))?.number).toBe(42);
  });

  it('may be the channel of the incident', () => {
    expect(incidentNumber(['#inc-42-bank-lines'])?.number).toBe(42);
    expect(incidentNumber(['<#C0INC42|inc-42-bank-lines>'])?.number).toBe(42);
  });

  it('beyond every number is still one, of no incident there can be', () => {
    expect(incidentNumber(['INC-99999999999999999999'])?.number).toBe(2_147_483_647);
  });

  it.each(['', 'inc', 'INC-', 'INC-x', '4x', '-42', '4.2', 'inc inc 42'])('is not: %j', (text) => {
    expect(incidentNumber(text.split(' '))).toBeNull();
  });
});

describe('the nearest word', () => {
  const known = ['declare', 'resolve', 'list', 'show'];

  it.each([
    ['declair', 'declare'],
    ['RESLOVE', 'resolve'],
    ['lst', 'list'],
    ['shwo', 'show'],
    ['frobnicate', null],
    ['', null],
  ])('to %s is %s', (word, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});

describe('what follows show and ack', () => {
  it.each([
    ['INC-42', { number: 42, unread: null }],
    ['', { number: null, unread: null }],
    ['42 please', { number: 42, unread: 'please' }],
    ['the last one', { number: null, unread: 'the last one' }],
  ])('%j', (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });
});

describe('what follows resolve and close', () => {
  it.each([
    ['', null, null, null],
    ['INC-42', 42, null, null],
    ['INC-42 because flapping check', 42, 'flapping check', null],
    ['because   the check\n flaps', null, 'the check flaps', null],
    ['42 BECAUSE: "the check flaps"', 42, 'the check flaps', null],
    ['42 override because it flaps', 42, 'it flaps', null],
    ['42 reason: it flaps', 42, 'it flaps', null],
    ['42 because', 42, '', null],
    ['42 because …', 42, '', null],
    ['42 becauseit', 42, null, 'becauseit'],
    ['42 fixed by a rollback', 42, null, 'fixed by a rollback'],
    ['fixed because of a rollback', null, null, 'fixed because of a rollback'],
  ])('%j', (text, number, reason, unread) => {
    expect(parseReferenceBecause(text)).toEqual({ number, reason, unread });
  });
});
