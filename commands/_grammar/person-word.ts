/** Whom a word means: `<@U123|ana>` as Slack sends a mention, `me`, or `nobody`; `null`: no person. */
export function personWord(word: string, me: string): { readonly person: string | null } | null {
  const mentioned = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[.,;]?$/.exec(word)?.[1];
  if (mentioned !== undefined) return { person: mentioned };
  if (/^(?:me|myself|@me)[.,;]?$/i.test(word)) return { person: me };
  return /^(?:nobody|none|no-one|noone|vacant)[.,;]?$/i.test(word) ? { person: null } : null;
}
