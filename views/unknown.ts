import { message, section } from './blocks.ts';
import { type HelpCommand, usageOf } from './help.ts';
import type { Message } from './message.ts';
import { code, fitted } from './text.ts';

export interface NotUnderstoodProps {
  /** What was typed after `/apgms`, as it was typed. */
  readonly text: string;
  readonly nearest: HelpCommand | null;
  /** What was probably meant, in full, to copy; `null`: only the command can be guessed. */
  readonly suggestion: string | null;
  readonly commands: readonly HelpCommand[];
}

/** What was not understood, the nearest thing that would be, and an example to copy. */
export function notUnderstood({ text, nearest, suggestion, commands }: NotUnderstoodProps): Message {
  const said = `Not understood: ${code(`/apgms ${text}`)}`;
  const way = nearest ? towards(nearest, suggestion) : overview(commands);
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

/** Words after a known command that mean nothing to it. Nothing was done. */
export function unreadWords({ unread, command }: { readonly unread: string; readonly command: HelpCommand }): Message {
  const said = `Nothing done: I do not understand ${code(unread)}`;
  const way = `It is written ${code(usageOf(command))}, for example ${code(command.examples[0] ?? usageOf(command))}`;
  return message(`${said}. ${way}`, [section(`*${said}*`), section(way)]);
}

function towards(nearest: HelpCommand, suggestion: string | null): string {
  const example = suggestion ?? nearest.examples[0] ?? usageOf({ ...nearest, usage: '' });
  return `Did you mean this? ${code(example)}\n${nearest.summary}: ${code(usageOf(nearest))}`;
}

function overview(commands: readonly HelpCommand[]): string {
  const known = fitted(
    commands.map(({ noun, verb }) => code(`${noun} ${verb}`)),
    ', ',
    1_500,
  );
  return `I know ${known}. All of it, with examples: ${code('/apgms help')}`;
}
