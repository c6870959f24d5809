import { describe, expect, it } from 'vitest';
import { parseChecklist } from '#commands/_grammar/parse-checklist.ts';
import { parseTask } from '#commands/_grammar/parse-task.ts';
import { checklists } from '#test/support/checklists.ts';
import { nasty } from '#test/views/props.ts';

describe('which checklist', () => {
  const all = { number: null, list: null, begin: false, unread: null };
  it.each([
    ['', all],
    ['INC-7', { ...all, number: 7 }],
    ['7 smoke', { ...all, number: 7, list: 'smoke' }],
    ['Smoke Test', { ...all, list: 'smoke' }],
    ['the post incident list', { ...all, list: 'post-incident' }],
    ['triage checklist', { ...all, list: 'triage' }],
    ['traige', { ...all, list: 'triage' }],
    ['INC-7 begin smoke', { number: 7, list: 'smoke', begin: true, unread: null }],
    ['start the smoke test', { ...all, list: 'smoke', begin: true }],
    ['begin', { ...all, begin: true, unread: 'begin' }],
    ['INC-7 purple', { ...all, number: 7, unread: 'purple' }],
  ])('%j', (text, expected) => {
    expect(parseChecklist(text, checklists)).toEqual(expected);
  });
});

describe('an item of one', () => {
  const nothing = { number: null, does: 'done', task: null, words: null };
  const scope = { list: 'triage', item: 'scope' };
  it.each([
    ['', nothing],
    ['INC-7', { ...nothing, number: 7 }],
    ['INC-7 done 2', { ...nothing, number: 7, task: 2 }],
    ['7 done 2', { ...nothing, number: 7, task: 2 }],
    ['done #2', { ...nothing, task: 2 }],
    ['INC-7 2 done', { ...nothing, number: 7, task: 2 }],
    ['INC-7 tick triage.scope', { ...nothing, number: 7, task: scope }],
    ['INC-7 done 9 <https://x.example/12>', { ...nothing, number: 7, task: 9, words: 'https://x.example/12' }],
    ['INC-7 done 9: evidence: see the log', { ...nothing, number: 7, task: 9, words: 'see the log' }],
    ['INC-7 undone 2', { ...nothing, number: 7, does: 'undone', task: 2 }],
    [
      'INC-7 waive 3 because nothing was deployed',
      { number: 7, does: 'waived', task: 3, words: 'nothing was deployed' },
    ],
    ['INC-7 skip 3', { ...nothing, number: 7, does: 'waived', task: 3 }],
    ['INC-7 done the first one', { ...nothing, number: 7, words: 'the first one' }],
  ])('%j', (text, expected) => {
    expect(parseTask(text)).toEqual(expected);
  });
});

it.each(nasty)('whatever is typed, it is read: %j', (text) => {
  for (const said of [text, `INC-7 done ${text}`, `begin ${text}`, `waive 1 ${text}`]) {
    expect(parseTask(said)).toHaveProperty('does');
    expect(parseChecklist(said, checklists)).toHaveProperty('begin');
  }
});
