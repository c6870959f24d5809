/** Questions in people's own words, and the noun of the command that answers them. */
const questions: readonly { readonly asked: RegExp; readonly noun: string }[] = [
  { asked: /^who(?:\s+is|['’]?s)?\s+on[\s-]?call(?![\p{L}\p{N}])/iu, noun: 'oncall' },
  { asked: /^who\s?am\s?i(?![\p{L}\p{N}])/iu, noun: 'me' },
];

/** What is asked for in other words than ours (`who is on call for payments?`, `whoami`): the noun, and what follows the question; `null`: nothing is. */
export function askedOtherwise(text: string): { readonly noun: string; readonly rest: string } | null {
  for (const { asked, noun } of questions) {
    const [question] = asked.exec(text) ?? [];
    if (question !== undefined)
      return {
        noun,
        rest: text
          .slice(question.length)
          .replace(/\?+\s*$/, '')
          .trim(),
      };
  }
  return null;
}
