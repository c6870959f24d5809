import { cleanText } from '#src/domain/text.ts';
import { visible } from '#views/text.ts';
import { spoken } from './spoken.ts';
import { unquoted } from './tokens.ts';

/** What a person wrote, as people read it: mentions and links by their names, without quotes around the whole. `null`: nothing in it can be seen. */
export function ownWords(text: string): string | null {
  const said = unquoted(cleanText(spoken(text), 40_000));
  return visible(said) ? said : null;
}

/** A reason, with or without the word that leads to it: `because the check flaps`, `- the check flaps`. `null`: none was given. */
export function reasonIn(text: string): string | null {
  const said = text.trim().replace(/^(?:because(?:\s+of)?|reason|why|as|since)(?:\s*[:,]|(?!\S))/i, '');
  const reason = ownWords(said.trim().replace(/^[-–—:,;]+(?=\s|$)/u, ''));
  return reason !== null && /[\p{L}\p{N}]/u.test(reason) ? reason : null;
}
