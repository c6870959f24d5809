import type { Chat } from '#src/ports/chat.ts';

/** Who in Slack has these e-mails, as far as `may` lets them be told; `missing`: e-mails of nobody there, or of somebody who may not be. */
export async function peopleWith(
  emails: readonly string[],
  chat: Pick<Chat, 'personByEmail'>,
  { may, signal }: { readonly may: (person: string) => boolean; readonly signal: AbortSignal },
): Promise<{ readonly people: readonly string[]; readonly missing: readonly string[] }> {
  const people: string[] = [];
  const missing: string[] = [];
  for (const email of emails) {
    signal.throwIfAborted();
    const person = await chat.personByEmail(email);
    if (person && !person.outsider && may(person.id)) people.push(person.id);
    else missing.push(email);
  }
  return { people: [...new Set(people)], missing: [...new Set(missing)] };
}
