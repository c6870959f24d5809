import { describe, expect, it } from 'vitest';
import { parseFollowUp } from '#commands/_grammar/parse-follow-up.ts';
import { parseReview } from '#commands/_grammar/parse-review.ts';
import { parseSnooze } from '#commands/_grammar/parse-snooze.ts';

/** 2026-11-18 16:00 UTC, a Wednesday: in Sydney it is Thursday already. */
const now = Date.UTC(2026, 10, 18, 16);
const minute = 60_000;
const hour = 60 * minute;
const calendar = {
  timeZone: 'Australia/Sydney',
  workdays: [1, 2, 3, 4, 5],
  holidays: [],
  hours: { begin: 0, end: 1_440 },
};

describe('what follows review', () => {
  const nothing = {
    ...{ number: null, done: null, at: null, cause: null, actions: null, lessons: null, unread: null },
  };

  it.each([
    ['', {}],
    ['INC-7', { number: 7 }],
    ['7', { number: 7 }],
    ['INC-7 tomorrow 10:00', { number: 7, done: 'scheduled', at: now + 18 * hour }],
    ['7 tomorrow 10:00', { number: 7, done: 'scheduled', at: now + 18 * hour }],
    ['in 2d', { done: 'scheduled', at: now + 48 * hour }],
    ['on 2026-11-20 at 10:00', { done: 'scheduled', at: now + 42 * hour }],
    ['scheduled for 2026-11-20T10:00Z', { done: 'scheduled', at: now + 42 * hour }],
    ['17:00', { done: 'scheduled', at: now + hour }],
    ['2026-11-20', { done: 'scheduled', unread: '2026-11-20' }],
    ['next week', { done: 'scheduled', unread: 'next week' }],
    ['tomorrow 10:00 in the office', { done: 'scheduled', unread: 'tomorrow 10:00 in the office' }],
    ['INC-7 held', { number: 7, done: 'held' }],
    ['7 held: a full disk', { number: 7, done: 'held', cause: 'a full disk' }],
    [
      'INC-7 held: a log filled the disk. Actions: alert at 80 % lessons: disks are shared',
      {
        ...{ number: 7, done: 'held', cause: 'a log filled the disk.' },
        ...{ actions: 'alert at 80 %', lessons: 'disks are shared' },
      },
    ],
    ['it was held root cause: a full disk', { done: 'held', cause: 'a full disk' }],
    ['held: lessons: none', { done: 'held', lessons: 'none' }],
  ])('%s', (text, words) => {
    expect(parseReview(text, now)).toEqual({ ...nothing, ...words });
  });
});

describe('what follows follow-up', () => {
  const nothing = { number: null, done: null, followUp: null, what: null, owner: undefined, due: undefined };
  const read = (text: string) => parseFollowUp(text, { me: 'UANA', now, calendar });

  it.each([
    ['', {}],
    ['INC-7', { number: 7 }],
    ['INC-7 list', { number: 7, done: 'listed' }],
    ['7 list', { number: 7, done: 'listed' }],
    ['list', { done: 'listed' }],
    [
      'INC-7 add alert on a full disk <@UBEN|ben> 2026-12-01',
      { number: 7, done: 'added', what: 'alert on a full disk', owner: 'UBEN', due: '2026-12-01' },
    ],
    ['7 add patch 3 nodes', { number: 7, done: 'added', what: 'patch 3 nodes' }],
    ['add 3 nodes need patches', { done: 'added', what: '3 nodes need patches' }],
    ['ask the bank by 2026-12-01 for me', { done: 'added', what: 'ask the bank', owner: 'UANA', due: '2026-12-01' }],
    ['add ask <@UBEN> about it, me', { done: 'added', what: 'ask @UBEN about it,', owner: 'UANA' }],
    ['add a runbook in 7d nobody', { done: 'added', what: 'a runbook', owner: null, due: '2026-11-26' }],
    ['add a runbook by tomorrow', { done: 'added', what: 'a runbook', due: '2026-11-20' }],
    ['add keep logs for 7 days', { done: 'added', what: 'keep logs for 7 days' }],
    ['add "keep it until 2026-12-01"', { done: 'added', what: 'keep it until 2026-12-01' }],
    ['add patch it <@UBEN> tomorrow', { done: 'added', what: 'patch it', owner: 'UBEN', due: '2026-11-20' }],
    ['add patch it me today', { done: 'added', what: 'patch it', owner: 'UANA', due: '2026-11-19' }],
    ['add patch it me by friday', { done: 'added', what: 'patch it', owner: 'UANA', due: '2026-11-20' }],
    ['add patch it by Thu', { done: 'added', what: 'patch it', due: '2026-11-26' }],
    ['add fix what broke on the way today', { done: 'added', what: 'fix what broke on the way today' }],
    // No days, but meant as such: whoever wrote them is told.
    ['add patch it on 2026-02-31', { done: 'added', what: 'patch it', due: '2026-02-31' }],
    ['add patch it me 1.12.2026', { done: 'added', what: 'patch it', owner: 'UANA', due: '1.12.2026' }],
    ['add patch it me in -3d', { done: 'added', what: 'patch it', owner: 'UANA', due: '-3d' }],
    ['add', { done: 'added' }],
    ['add me 2026-12-01', { done: 'added', owner: 'UANA', due: '2026-12-01' }],
    ['INC-7 done 2', { number: 7, done: 'done', followUp: 2 }],
    ['7 done 2', { number: 7, done: 'done', followUp: 2 }],
    ['2 done', { done: 'done', followUp: 2 }],
    ['done #2', { done: 'done', followUp: 2 }],
    ['done', { done: 'done' }],
    ['INC-7 drop 2 because it is mended', { number: 7, done: 'dropped', followUp: 2, what: 'it is mended' }],
    ['2 dropped: it is mended', { done: 'dropped', followUp: 2, what: 'it is mended' }],
    ['INC-7 2 <@UBEN> 2026-12-01', { number: 7, done: 'changed', followUp: 2, owner: 'UBEN', due: '2026-12-01' }],
    ['7 2 me', { number: 7, done: 'changed', followUp: 2, owner: 'UANA' }],
    ['2 in 5d', { done: 'changed', followUp: 2, due: '2026-11-24' }],
    ['2 nobody', { done: 'changed', followUp: 2, owner: null }],
    ['2 nodes are down', { done: 'changed', followUp: 2, what: 'nodes are down' }],
  ])('%s', (text, words) => {
    expect(read(text)).toEqual({ ...nothing, ...words });
  });
});

describe('what follows snooze', () => {
  const nothing = { number: null, kind: null, span: null, why: null, unread: null };

  it.each([
    ['', {}],
    ['INC-7', { number: 7 }],
    ['INC-7 15m because we roll back', { number: 7, span: 15 * minute, why: 'we roll back' }],
    ['7 15m because we roll back', { number: 7, span: 15 * minute, why: 'we roll back' }],
    ['15 minutes because we roll back', { span: 15 * minute, why: 'we roll back' }],
    [
      'INC-7 the update by 10 min: we roll back',
      { number: 7, kind: 'internal-update', span: 10 * minute, why: 'we roll back' },
    ],
    ['customer update 10m', { kind: 'customer-update', span: 10 * minute }],
    ['status entry 10m', { kind: 'status-entry', span: 10 * minute }],
    ['7 commander 10m', { number: 7, kind: 'assign-commander', span: 10 * minute }],
    ['ack 10m because I sleep', { kind: 'acknowledge', span: 10 * minute, why: 'I sleep' }],
    ['review 1h', { kind: 'hold-review', span: hour }],
    ['INC-7 schedule-review', { number: 7, kind: 'schedule-review' }],
    ['follow-up 2 10m', { kind: 'follow-up', span: 10 * minute }],
    ['because we roll back', { why: 'we roll back' }],
    ['0m because', {}],
    ['the moon 10m because', { span: 10 * minute, unread: 'moon' }],
  ])('%s', (text, words) => {
    expect(parseSnooze(text)).toEqual({ ...nothing, ...words });
  });
});
