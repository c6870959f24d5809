import type { TaskReference } from '#src/domain/incident/checklists.ts';
import { keyword } from './keyword.ts';
import { leadingReference } from './leading-number.ts';
import { ownWords, reasonIn } from './reason.ts';
import { remainder, tokens } from './tokens.ts';

export interface TaskWords {
  /** `null`: the incident of this channel. */
  readonly number: number | null;
  readonly does: 'done' | 'undone' | 'waived';
  /** `null`: no item was named. */
  readonly task: TaskReference | null;
  /** What shows that it is done, or why it need not be. */
  readonly words: string | null;
}

const verbs: Readonly<Record<string, TaskWords['does']>> = {
  done: 'done',
  do: 'done',
  did: 'done',
  tick: 'done',
  ticked: 'done',
  check: 'done',
  complete: 'done',
  undone: 'undone',
  undo: 'undone',
  untick: 'undone',
  uncheck: 'undone',
  open: 'undone',
  waive: 'waived',
  waived: 'waived',
  skip: 'waived',
  skipped: 'waived',
  unneeded: 'waived',
};

const doing = new RegExp(`^(?:${Object.keys(verbs).join('|')})\\s+\\S`, 'i');

/** Reads `INC-7 done 2 https://…`, `3 done`, `waive post-incident.chaos because …`. What says neither is done. Total: never throws. */
export function parseTask(text: string): TaskWords {
  const { number, rest } = leadingReference(text, doing);
  const all = tokens(rest);
  const [first, second] = [all[0]?.text, all[1]?.text];
  const leading = verbOf(first);
  const trailing = leading === null && taskReference(first) !== null ? verbOf(second) : null;
  const does = leading ?? trailing ?? 'done';
  const at = leading === null ? 0 : 1;
  const task = taskReference(all[at]?.text);
  const after = trailing === null ? at + 1 : 2;
  const said = remainder(rest, all, task === null ? at : after).replace(
    /^(?:[-–—:,;]\s+)?(?:evidence|see)\s*:\s*/iu,
    '',
  );
  return { number, does, task, words: does === 'done' ? ownWords(said) : reasonIn(said) };
}

/** `3`, `#3`, `triage.scope`. */
export function taskReference(word = ''): TaskReference | null {
  const digits = /^#?(\d{1,3})[.,:;)]?$/.exec(word)?.[1];
  if (digits !== undefined) return Number(digits);
  const [, list, item] = /^([a-z0-9-]{1,80})\.([a-z0-9-]{1,80})$/.exec(word.toLowerCase()) ?? [];
  return list !== undefined && item !== undefined ? { list, item } : null;
}

function verbOf(word: string | undefined): TaskWords['does'] | null {
  const typed = keyword(word);
  return Object.hasOwn(verbs, typed) ? (verbs[typed] ?? null) : null;
}
