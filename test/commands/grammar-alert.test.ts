import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';
import { parseAlert, parseAlertList, parseAttach } from '#commands/_grammar/parse-alert.ts';
import { commands } from '#commands/index.ts';

describe('an alert', () => {
  it.each([
    ...['ALT-7', 'alt-7', 'alt7', 'alt 7', 'alert 7', 'alert-7', 'ALT #7', '#7', '7', 'ALT-7,'],
    ...['ALT-7!', 'ALT-7.', 'alt 7.', 'ALT\u20117', 'alert\u20137'],
  ])('is named by %j', (text) => {
    expect(parseAlert(text)).toEqual({ number: 7, unread: null, instead: null });
  });

  it.each([
    ['', null, null, null],
    ['INC-7', null, 'INC-7', 7],
    ['ALT', null, 'ALT', null],
    ['ALT-7 now', 7, 'now', null],
    ['the one of the bank', null, 'the one of the bank', null],
  ])('%j is %s, and %s is not understood', (text, number, unread, instead) => {
    expect(parseAlert(text)).toEqual({ number, unread, instead });
  });
});

describe('what it is attached to', () => {
  it.each([
    ['ALT-7 INC-3', 7, 3],
    ['ALT-7 to INC-3', 7, 3],
    ['alt 7 inc 3', 7, 3],
    ['7 3', 7, 3],
    ['INC-3 ALT-7', 7, 3],
    ['inc 3 with alt 7', 7, 3],
    ['ALT-7', 7, null],
    ['', null, null],
  ])('%j: alert %s, incident %s', (text, number, incident) => {
    expect(parseAttach(text)).toEqual({ number, incident, unread: null, instead: null });
  });

  it.each([
    ['ALT-7 INC-3 please', 'please'],
    ['ALT-7 to the bank', 'to the bank'],
    ['INC-3 ALT-7 please', 'please'],
    ['INC-3', 'INC-3'],
  ])('%j is not understood from %j on', (text, unread) => {
    expect(parseAttach(text).unread).toBe(unread);
  });
});

describe('which alerts', () => {
  it.each([
    ['', true, 1],
    ['open', true, 1],
    ['all page 2', null, 2],
    ['page 3 resolved', false, 3],
    ['firing p2', true, 2],
    ['page 0', true, 1],
  ])('%j: open %s, page %d', (text, open, page) => {
    expect(parseAlertList(text)).toEqual({ open, page, unread: null });
  });

  it.each(['loud', 'all of them', 'page', 'page two'])('%j is not understood', (text) => {
    expect(parseAlertList(text).unread).not.toBeNull();
  });
});

describe('what no command takes', () => {
  it.each([
    ['ALT-7', '/apgms alert show ALT-7'],
    ['alert ALT-7', '/apgms alert show ALT-7'],
    ['ALT-7 ack', '/apgms alert ack ALT-7'],
    ['ALT-7 attach INC-3', '/apgms alert attach ALT-7 INC-3'],
    ['alert akc ALT-7', '/apgms alert ack ALT-7'],
    ['ALT-7 declare sev1', '/apgms incident declare ALT-7 sev1'],
    ['declair ALT-7', '/apgms incident declare ALT-7'],
  ])('%j probably means %s', (text, line) => {
    expect(explain(text, commands).text).toContain(`Did you mean this? \`${line}\``);
  });
});

describe('a verb of incidents before an alert', () => {
  it.each([
    'update ALT-1 looking into the pool',
    'page ALT-2 @ben',
    'note ALT-3 is loud',
    'incident udpate ALT-1 slow',
  ])('is not suggested with it: %s', (text) => {
    const answer = explain(text, commands).text;
    expect(answer).toMatch(/Nothing done: ALT-\d is an alert, and this is about incidents/);
    expect(answer).toMatch(/For the alert: `\/apgms alert show ALT-\d`/);
    expect(answer).not.toContain('Did you mean');
  });
});

describe('ending an alert', () => {
  it.each(['alert resolve 1', 'alert ALT-1 resolv', 'ALT-1 resolve', 'resolve ALT-1', 'alerts close 1'])(
    'and wants to end an alert is told what does: %s',
    (text) => {
      expect(explain(text, commands).text).toContain('An alert is over when its source says so');
    },
  );
});
