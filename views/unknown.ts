import { incidentName } from '#src/domain/incident/state.ts';
import { numberWords } from '#src/domain/numbers.ts';
import { asTyped } from './as-read.ts';
import { message, section } from './blocks.ts';
import { type HelpCommand, shapeOf } from './help.ts';
import type { Message } from './message.ts';
import { code } from './text.ts';

export interface NotUnderstoodProps {
  /** What was typed after `/apgms`, as it was typed. */
  readonly text: string;
  /** What was probably meant, the likeliest first. */
  readonly guesses: readonly Guess[];
  /** The noun that was probably meant. */
  readonly noun: string | null;
  /** It was not written like that. */
  readonly slip: boolean;
}

export interface Guess {
  readonly command: HelpCommand;
  /** In full, to copy. It holds nothing that was not typed: whoever pastes it must not act on an incident of our examples. */
  readonly line: string;
}

/** What was not understood, and the nearest that would be, with what was typed, to copy. */
export function notUnderstood({ text, guesses, noun, slip }: NotUnderstoodProps): Message {
  const said = `Not understood: ${code(`/apgms ${asTyped(text)}`)}`;
  const asked = noun !== null && slip && guesses.length === 0 ? `Did you mean ${code(noun)}? ` : '';
  const all = `${asked}All there is: ${code(`/apgms help ${noun ?? ''}`.trim())}`;
  const way = [...guesses.map(towards), all].join('\n');
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

export interface NotTakenBackProps {
  /** What was typed after `/apgms`, as it was typed. */
  readonly text: string;
  /** The word in it that is the opposite of a verb. */
  readonly word: string;
  readonly command: HelpCommand;
  /** What does that. */
  readonly guesses: readonly Guess[];
}

/** The opposite of a verb, which is no slip of it: offered the verb, somebody would do once more what they want undone. */
export function notTakenBack({ text, word, command: { noun, verb }, guesses }: NotTakenBackProps): Message {
  const said = `Not understood: ${code(`/apgms ${asTyped(text)}`)}`;
  const none = `There is no ${code(word, 75)}. What there is of ${code(verb)}: ${code(`/apgms help ${noun} ${verb}`)}`;
  const all = `All there is: ${code(`/apgms help ${noun}`)}`;
  const way = [...(guesses.length > 0 ? guesses.map(towards) : [none]), all].join('\n');
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

/** Words after a known command that mean nothing to it. Nothing was done. */
export function unreadWords({ unread, command }: { readonly unread: string; readonly command: HelpCommand }): Message {
  const said = `Nothing done: I do not understand ${code(asTyped(unread))}`;
  const help = `/apgms help ${command.noun} ${command.verb}`.trim();
  const way = `It is written ${code(shapeOf(command))}. Examples: ${code(help)}`;
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

/** Who wants to end an alert: that is not for us to say. */
export function alertsEndThemselves(text: string): Message {
  const said = `Not understood: ${code(`/apgms ${asTyped(text)}`)}`;
  const way = `An alert is over when its source says so; one of PagerDuty’s can be resolved there by hand, too. An incident is what is resolved here: ${code('/apgms incident resolve')}\nWhat there is for alerts: ${code('/apgms help alert')}`;
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

/** An incident was named where an alert belongs. Nothing was done. */
export function incidentNotAlert({
  number,
  command,
}: {
  readonly number: number;
  readonly command: HelpCommand;
}): Message {
  const name = incidentName(number);
  const said = `Nothing done: ${name} is an incident, and this is about alerts`;
  const instead =
    command.verb === 'attach'
      ? 'Name the alert too.'
      : `For the incident: ${code(`/apgms incident ${command.verb} ${name}`)}`;
  const way = `${instead}\nIt is written ${code(shapeOf(command))}. Alerts that fire: ${code('/apgms alert list')}`;
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

/** An alert was named where an incident belongs. Nothing was done. */
export function alertNotIncident({
  number,
  command,
}: {
  readonly number: number;
  readonly command: HelpCommand;
}): Message {
  const name = `ALT-${numberWords(number)}`;
  const said = `Nothing done: ${name} is an alert, and this is about incidents`;
  const declared = `If it is more than an alert: ${code(`/apgms incident declare ${name}`)}`;
  const incidents = `It is written ${code(shapeOf(command))}. Incidents: ${code('/apgms incident list')}`;
  const way = `${forAlert(command.verb, name)}\n${declared}\n${incidents}`;
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

/** What there is for an alert that comes nearest to a verb of incidents. */
function forAlert(verb: string, name: string): string {
  if (verb === 'link' || verb === 'merge') {
    return `To say which incident it belongs to: ${code(`/apgms alert attach ${name} INC-…`)}`;
  }
  const ends =
    verb === 'resolve' || verb === 'close' || verb === 'cancel' ? 'It is over when its source says so. ' : '';
  return `${ends}For the alert: ${code(`/apgms alert ${verb === 'ack' ? 'ack' : 'show'} ${name}`)}`;
}

function towards({ command, line }: Guess, index: number): string {
  const question = index === 0 ? 'Did you mean this?' : 'Or this?';
  return `${question} ${code(asTyped(line))}\n${command.summary}: ${code(shapeOf(command))}`;
}
