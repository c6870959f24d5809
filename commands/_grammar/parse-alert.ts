import { alertNumber } from './alert-number.ts';
import { incidentNumber } from './incident-number.ts';
import { remainder, type Token, tokens } from './tokens.ts';

/** `null` for the number: none was named. `unread`: words that mean nothing here, to be told so. */
export interface AlertWords {
  readonly number: number | null;
  readonly unread: string | null;
  /** The incident that the unread words name. */
  readonly instead: number | null;
}

export interface AttachWords extends AlertWords {
  /** `null`: the incident of this channel. */
  readonly incident: number | null;
}

/** Reads `ALT-7`, or nothing. Total: never throws. */
export function parseAlert(text: string): AlertWords {
  const all = tokens(text);
  const found = alertNumber(all.map((token) => token.text));
  const unread = remainder(text, all, found?.taken ?? 0) || null;
  return { number: found?.number ?? null, unread, instead: found ? null : insteadIn(all) };
}

const joining = /^(?:to|with|into|->|→)$/i;

function insteadIn(all: readonly Token[]): number | null {
  return incidentNumber(all.map((token) => token.text))?.number ?? null;
}

/** Reads `ALT-7 INC-3`, `ALT-7 to INC-3`, `ALT-7`, `INC-3 ALT-7`. Total: never throws. */
export function parseAttach(text: string): AttachWords {
  const all = tokens(text);
  const words = all.map((token) => token.text);
  const before = alertNumber(words) === null ? incidentNumber(words) : null;
  const first = before ? afterJoining(words, before.taken) : 0;
  const alert = alertNumber(words.slice(first));
  if (before && alert) {
    const unread = remainder(text, all, first + alert.taken) || null;
    return { number: alert.number, incident: before.number, unread, instead: null };
  }
  const after = alert?.taken ?? 0;
  const at = afterJoining(words, after);
  const incident = alert && incidentNumber(words.slice(at));
  return {
    number: alert?.number ?? null,
    incident: incident?.number ?? null,
    unread: remainder(text, all, incident ? at + incident.taken : after) || null,
    instead: before?.number ?? null,
  };
}

function afterJoining(words: readonly string[], at: number): number {
  return joining.test(words[at] ?? '') ? at + 1 : at;
}

export interface AlertListWords {
  /** `null`: all. */
  readonly open: boolean | null;
  /** From 1. */
  readonly page: number;
  readonly unread: string | null;
}

/** Reads `open`, `resolved`, `all`, `page 2`, in any order: those that fire where nothing is said. Total: never throws. */
export function parseAlertList(text: string): AlertListWords {
  const all = tokens(text);
  let said: AlertListWords = { open: true, page: 1, unread: null };
  for (let at = 0; at < all.length; at += 1) {
    const [word, next] = [all[at]?.text.toLowerCase() ?? '', all[at + 1]?.text ?? ''];
    const open = states.get(word);
    const page = /^p(?:age)?[-=:]?(\d{1,6})$/.exec(word === 'page' ? `page${next}` : word)?.[1];
    if (open !== undefined) said = { ...said, open };
    else if (page === undefined) return { ...said, unread: remainder(text, all, at) };
    else {
      said = { ...said, page: Math.max(1, Number(page)) };
      if (word === 'page') at += 1;
    }
  }
  return said;
}

const states: ReadonlyMap<string, boolean | null> = new Map([
  ['open', true],
  ['firing', true],
  ['active', true],
  ['resolved', false],
  ['over', false],
  ['all', null],
]);
