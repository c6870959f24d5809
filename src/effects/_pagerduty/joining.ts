import type { RespondersPaged } from '#src/domain/paging/events.ts';
import type { PagerPerson } from '#src/domain/paging/page.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Pager, SeenPage } from '#src/ports/pager.ts';
import type { Work } from '#src/ports/store.ts';
import { userOf } from './user-of.ts';

/** PagerDuty stamps what it is asked for by its own clock: so much earlier it may seem to have happened (ms). */
export const skewMs = 60_000;

/** Who has these e-mails there, each once. `missing`: those nobody has. */
export async function usersOf(
  emails: readonly string[],
  pager: Pager,
  { deps, signal }: { readonly deps: Pick<Deps, 'store'>; readonly signal: AbortSignal },
): Promise<{ readonly users: readonly PagerPerson[]; readonly missing: readonly string[] }> {
  const users: PagerPerson[] = [];
  const missing: string[] = [];
  for (const email of emails) {
    signal.throwIfAborted();
    const user = await userOf(email, pager, { deps });
    if (!user) missing.push(email);
    else if (!users.some(({ id }) => id === user.id)) users.push({ id: user.id, name: user.name });
  }
  return { users, missing };
}

/** How a page stands that people can join; `null`: nobody can what was resolved or deleted there, whoever was told. */
export async function joinable(page: string, pager: Pager): Promise<SeenPage | null> {
  const seen = await unlessGone(pager.pageOf(page));
  return seen === gone || seen.status === 'resolved' ? null : seen;
}

/** Whether all of them were asked to join this page since the request was made. */
export function wereAsked(
  users: readonly PagerPerson[],
  { responders }: SeenPage,
  { createdAt }: Pick<Work, 'createdAt'>,
): boolean {
  const since = createdAt - skewMs;
  return users.length > 0 && users.every(({ id }) => responders.some((one) => one.id === id && one.at >= since));
}

/** Nobody can join it any more: somebody deleted or resolved it there. */
export const gone = 'gone';

/** Asks them to join in; says why that cannot be done, where it cannot. */
export async function askToJoin(
  {
    users,
    ...request
  }: {
    readonly page: string;
    readonly message: string;
    readonly users: readonly PagerPerson[];
    readonly from: string | null;
  },
  pager: Pager,
): Promise<RespondersPaged['unable'] | typeof gone> {
  try {
    const asked = await unlessGone(pager.askToRespond({ ...request, users: users.map(({ id }) => id) }));
    return asked === gone ? gone : null;
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.ambiguous || error.retryable) throw error;
    if (error.code === 'ability-missing') return 'no-ability';
    // It may have been resolved just before.
    if ((await joinable(request.page, pager)) === null) return gone;
    throw error;
  }
}

async function unlessGone<Answer>(answer: Promise<Answer>): Promise<Answer | typeof gone> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== 'not-found') throw error;
    return gone;
  }
}
