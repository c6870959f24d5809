import { alertNamed } from '#commands/_grammar/alert-number.ts';
import { tokens } from '#commands/_grammar/tokens.ts';
import type { Reply } from '#src/define.ts';
import type { HelpCommand } from '#views/help.ts';
import { alertNotIncident, unreadWords } from '#views/unknown.ts';

/** The answer to words that begin with an alert where an incident belongs; `null`: they do not. */
export function aboutAlert(text: string, command: HelpCommand): Reply | null {
  const named = alertNamed(tokens(text).map((token) => token.text));
  return named && { kind: 'tell', message: alertNotIncident({ number: named.number, command }) };
}

/** The answer to words that mean nothing to a verb of incidents. */
export function notRead(unread: string, command: HelpCommand): Reply {
  return aboutAlert(unread, command) ?? { kind: 'tell', message: unreadWords({ unread, command }) };
}
