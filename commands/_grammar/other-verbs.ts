import { alertNamed, alertNumber } from './alert-number.ts';
import { incidentNumber, referenceWords } from './incident-number.ts';
import { keyword } from './keyword.ts';
import { carried, type Known, nounOf, ofNoun, verbNames } from './known-commands.ts';
import { remainder, type Token } from './tokens.ts';

/** What the runbooks and other bots call what we have a verb of incidents for. */
const elsewhere: ReadonlyMap<string, string> = new Map([['escalate', 'page']]);

/** `escalate INC-7 secondary`, `incident escalate`, `alert escalate ALT-7`: the verb for that. An alert becomes an incident first. */
export function byOtherVerb(all: readonly Token[], text: string, commands: readonly Known[]) {
  const words = all.map((token) => token.text);
  const at = words.slice(0, 4).findIndex((word) => elsewhere.has(keyword(word)));
  const verb = elsewhere.get(keyword(words[at]));
  const noun = at > 0 ? nounOf(words[0] ?? '', commands) : null;
  const before = words.slice(noun === null || incidentNumber(words) ? 0 : 1, Math.max(at, 0));
  const behind = words.slice(at + 1);
  const incident = incidentNumber(before);
  const alert = (noun === 'alert' ? alertNumber : alertNamed)(before.length > 0 ? before : behind);
  if (verb === undefined || (before.length > 0 && !incident && !alert)) return [];
  const rest = remainder(text, all, at + 1 + (alert && before.length === 0 ? alert.taken : 0));
  const said = `${incident && !alert ? referenceWords('INC', before, incident) : ''} ${rest}`.trim();
  const named = alert && referenceWords('ALT', before.length > 0 ? before : behind, alert);
  // Without its name the verb would be done with another incident than the one it becomes.
  return named === null
    ? commands.filter((one) => one.noun === 'incident' && one.verb === verb).map((one) => carried(one, said))
    : commands.filter((one) => one.takesAlerts).map((one) => carried(one, named));
}

/** What takes back what was done by a verb, and what is said in front of the rest. */
const opposites: ReadonlyMap<string, { readonly verb: string; readonly lead: string }> = new Map([
  ['resolve', { verb: 'reopen', lead: '' }],
  ['close', { verb: 'reopen', lead: '' }],
  ['declare', { verb: 'cancel', lead: '' }],
  ['merge', { verb: 'merge', lead: 'undo ' }],
]);

export interface TakenBack {
  /** The word, as it was typed. */
  readonly word: string;
  /** What it is the opposite of. */
  readonly command: Known;
  readonly guesses: readonly ReturnType<typeof carried>[];
}

/** `unack`, `incident unresolve INC-7`, `alert detach ALT-7`: the opposite of a verb, which is no slip of the finger. `null`: none is named. */
export function takenBack(all: readonly Token[], text: string, commands: readonly Known[]): TakenBack | null {
  const words = all.map((token) => token.text);
  const noun =
    nounOf(words[0] ?? '', commands) ?? (words.slice(0, 3).some((word) => alertNamed([word])) ? 'alert' : null);
  const some = ofNoun(noun, commands);
  const known = new Set(commands.flatMap(verbNames));
  for (const [at, word] of words.slice(0, 4).entries()) {
    const verb = /^(?:un|de|dis)-?([a-z-]+)$/.exec(keyword(word))?.[1] ?? '';
    const command = some.find((one) => verbNames(one).some((name) => name === verb || name === `at${verb}`));
    if (verb === '' || known.has(keyword(word)) || command === undefined) continue;
    const opposite = command.noun === 'incident' ? opposites.get(command.verb) : undefined;
    const before = words.slice(0, at).filter((_, index) => index > 0 || nounOf(words[0] ?? '', commands) === null);
    const rest = [...before, remainder(text, all, at + 1)].join(' ').trim();
    const guesses = commands
      .filter((one) => one.noun === 'incident' && one.verb === opposite?.verb)
      .map((one) => carried(one, `${opposite?.lead ?? ''}${rest}`.trim()));
    return { word, command, guesses };
  }
  return null;
}
