import { type HelpReader, helpMessage } from '#views/help.ts';
import type { Message } from '#views/message.ts';
import { alertNotIncident, alertsEndThemselves, notTakenBack, notUnderstood } from '#views/unknown.ts';
import { alertNamed, alertNumber } from './alert-number.ts';
import { askedOtherwise } from './asked-otherwise.ts';
import { incidentNumber, joint, referenceWords } from './incident-number.ts';
import { carried, type Known, nounOf, ofNoun, singular, verbMeant, verbNames } from './known-commands.ts';
import { slips } from './nearest.ts';
import { byOtherVerb, takenBack } from './other-verbs.ts';
import { severityWord } from './severity-word.ts';
import { remainder, type Token, tokens } from './tokens.ts';

/**
 * The answer to whatever follows `/apgms` that no command takes: the nearest one (words swapped, noun left out, a slip of the finger), with what was
 * typed carried over so that it can be copied; an incident without a verb is shown, a severity without one declares or changes it; else where the help is. `help`
 * (or a slip of it), a noun alone, or nothing at all: the help. A guest is told what guests may use, whatever was typed. Total: never throws.
 */
export function explain(text: string, commands: readonly Known[], reader: HelpReader = 'member'): Message {
  if (reader === 'guest') return helpMessage({ commands, depth: 'overview', reader });
  const all = tokens(text);
  const words = all.map((token) => token.text);
  const [first = '', second = '', third = ''] = words;
  if (first === '' || asksForHelp.test(first)) return helpWith(second, third, commands);
  const alone = second === '' || (third === '' && asksForHelp.test(second));
  if (alone && commands.some(({ noun }) => noun === singular(first))) return helpWith(first, '', commands);
  const undone = takenBack(all, text, commands);
  if (undone !== null) return notTakenBack({ text, ...undone });
  if (endsAlert(words, commands)) return alertsEndThemselves(text);
  const other = byOtherVerb(all, text, commands);
  if (other.length > 0) return notUnderstood({ text, guesses: other, noun: null, slip: false });
  const referred = [
    ...byQuestion(text, commands),
    ...byAlert(all, text, commands),
    ...byReference(text, all, commands),
  ];
  if (referred.length > 0) return notUnderstood({ text, guesses: referred, noun: null, slip: false });
  const guess = commands.map((command) => guessed(words, command)).reduce(better, null);
  if (guess !== null) {
    const { command, taken } = guess;
    const alert = command.noun === 'incident' && !command.takesAlerts ? alertNamed(words.slice(taken)) : null;
    // Typed as it stands, such a line would be done for an incident, with the name of the alert among its words.
    if (alert) return alertNotIncident({ number: alert.number, command });
    return notUnderstood({ text, guesses: [carried(command, remainder(text, all, taken))], noun: null, slip: false });
  }
  if (slips(first, 'help') !== null) return helpWith(second, third, commands);
  const noun = nounOf(first, commands);
  const said = remainder(text, all, noun === null ? 0 : 1);
  const some = ofNoun(noun, commands);
  const severity = bySeverity(said, some);
  const guesses = severity.length > 0 || noun === null ? severity : byLikeness(second, remainder(text, all, 2), some);
  return notUnderstood({ text, guesses, noun, slip: noun !== singular(first) });
}

const asksForHelp = /^(?:--?help|-h|help|\?)$/i;

/** Who asks in words of their own wants the command that answers it. */
function byQuestion(text: string, commands: readonly Known[]) {
  const asked = askedOtherwise(text.trim());
  const some = commands.filter(({ noun, verb }) => noun === asked?.noun && verb === '');
  return some.map((command) => carried(command, asked?.rest ?? ''));
}

/** Who begins with an incident (`INC-42`, `incident INC-42 update …`) goes on with a verb, or wants to look at it, or has something to say about it. */
function byReference(text: string, all: readonly Token[], commands: readonly Known[]) {
  const words = all.map((token) => token.text);
  // `inc 7` is one: there the first word is no noun.
  const split = /^inc$/i.test(words[0] ?? '') && incidentNumber(words) !== null;
  const before = !split && nounOf(words[0] ?? '', commands) === 'incident' ? 1 : 0;
  const found = incidentNumber(words.slice(before));
  if (found === null) return [];
  const name = referenceWords('INC', words.slice(before), found);
  const taken = before + found.taken;
  const rest = remainder(text, all, taken);
  const incident = (verb: string | null, words: string) =>
    commands.filter((one) => one.noun === 'incident' && one.verb === verb).map((one) => carried(one, words));
  const verb = verbMeant(words[taken] ?? '', ofNoun('incident', commands));
  if (verb !== null) return incident(verb, `${name} ${remainder(text, all, taken + 1)}`.trim());
  // `2 nodes are down` counts nodes.
  if (rest !== '' && /^\d/.test(words[before] ?? '')) return [];
  return [...incident('show', name), ...(rest === '' ? [] : incident('update', `${name} ${rest}`))];
}

/** Who begins with an alert (`ALT-7`, `alert ALT-7 ack`) wants to look at it, or says what to do with it behind it; `alert declare` is a verb of incidents. */
function byAlert(all: readonly Token[], text: string, commands: readonly Known[]) {
  const words = all.map((token) => token.text);
  const before = nounOf(words[0] ?? '', commands) === 'alert' ? 1 : 0;
  const other = before === 1 ? commands.filter((one) => one.takesAlerts && one.verb === words[1]?.toLowerCase()) : [];
  if (other.length > 0) return other.map((one) => carried(one, remainder(text, all, 2)));
  const found = before === 1 || isAlert.test(words[0] ?? '') ? alertNumber(words.slice(before)) : null;
  if (found === null) return [];
  const taken = before + found.taken;
  const some = commands.filter((command) => command.noun === 'alert' || command.takesAlerts);
  const verb = verbMeant(words[taken] ?? '', some);
  const rest = verb === null ? '' : remainder(text, all, taken + 1);
  return some
    .filter((one) => one.verb === (verb ?? 'show'))
    .map((one) => carried(one, `${referenceWords('ALT', words.slice(before), found)} ${rest}`.trim()));
}

/** `alert resolve 1`, `ALT-1 resolve`, `resolve ALT-1`: no verb ends an alert. */
function endsAlert(words: readonly string[], commands: readonly Known[]): boolean {
  const [first = '', second = ''] = words;
  const about = nounOf(first, commands) === 'alert' || isAlert.test(first) || isAlert.test(second);
  return about && words.slice(0, 3).some((word) => /^(?:close|end)$/i.test(word) || slips(word, 'resolve') !== null);
}

const isAlert = new RegExp(`^alt${joint}\\d`, 'i');

/** The verb that is least unlike a word that is none. */
function byLikeness(word: string, rest: string, commands: readonly Known[]) {
  const [first] = commands
    .map((command) => ({ command, cost: likenessOf(word, command.verb) }))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .toSorted((one, other) => one.cost - other.cost);
  return first ? [carried(first.command, rest)] : [];
}

/** How far a word is from a verb: half of its letters at most, unless it begins it. */
function likenessOf(word: string, verb: string): number {
  if (word.length >= 3 && verb.startsWith(word.toLowerCase())) return 0;
  return (word.length >= 3 ? slips(word, verb, 2) : null) ?? Number.POSITIVE_INFINITY;
}

/** Who begins with a severity declares an incident, or says how bad one is by now. */
function bySeverity(said: string, commands: readonly Known[]) {
  const words = tokens(said).map((token) => token.text);
  const named = severityWord(words);
  if (named === null) return [];
  const incident = (verb: string) => commands.filter((command) => command.noun === 'incident' && command.verb === verb);
  return [
    ...incident('declare').map((command) => carried(command, said)),
    ...incident('severity').map((command) => carried(command, words.slice(0, named.taken).join(' '))),
  ];
}

/** Help as deep as was asked for: of everything, of a noun, of one command (also by its verb alone). */
function helpWith(first: string, second: string, commands: readonly Known[]): Message {
  const noun = nounOf(first, commands);
  const some = ofNoun(noun, commands);
  const verb = verbMeant(noun === null ? first : second, some);
  const only = verb === null ? [] : some.filter((command) => command.verb === verb && verb !== '');
  if (only.length > 0) return helpMessage({ commands: only, depth: 'verb' });
  if (noun === null) return helpMessage({ commands: some, depth: 'overview', unknown: first });
  // `report` is noun and verb in one.
  const depth = some.every((command) => command.verb === '') ? 'verb' : 'noun';
  return helpMessage({ commands: some, depth, unknown: second });
}

interface Guess {
  readonly command: Known;
  readonly cost: number;
  /** How many words of the text named the command. */
  readonly taken: number;
}

function better(best: Guess | null, next: Guess | null): Guess | null {
  return next !== null && (best === null || next.cost < best.cost) ? next : best;
}

/** What it costs to take `words` for `command`: slips, plus one for what is missing and half for what is out of order. */
function guessed(words: readonly string[], command: Known): Guess | null {
  const [first = '', second = ''] = words;
  const { noun } = command;
  const readings = verbNames(command).flatMap((verb): readonly (readonly [cost: number | null, taken: number])[] => [
    [both(slips(singular(first), noun), slips(second, verb)), 2],
    [both(both(slips(first, verb), slips(singular(second), noun)), 0.5), 2],
    [first.replace(/[-_.:/]/, '').toLowerCase() === noun + verb ? 0.5 : null, 1],
    [verb === '' && (first + second).toLowerCase() === noun ? 0.5 : null, 2],
    [both(slips(first, verb), 1), 1],
  ]);
  return readings.map(([cost, taken]) => (cost === null ? null : { command, cost, taken })).reduce(better, null);
}

function both(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
