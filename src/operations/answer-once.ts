import type { Answer } from '#src/domain/answer.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Commit, Committed } from '#src/ports/store.ts';

export type Writing = Pick<Deps, 'store' | 'queue'>;

/** How often a use case decides anew because somebody else changed the same thing first. */
export const maxTries = 25;
/** The longest pause before the second try (ms); each later one may be longer by as much. */
const pauseMs = 10;

/** An answer, and what is written with it. */
export type Decided = { readonly answer: Answer } & Omit<Commit, 'inbox'>;

/** `numbered` when it needs the next incident number. */
type Numbering = Decided | { readonly numbered: (number: number) => Decided };

/**
 * Runs `decide` and commits what it says together with its answer, once per delivery: a repetition changes nothing and gets the answer of the first time.
 * After 25 conflicts, between which it pauses so that others come through, the answer is the refusal `too-busy`, which is not kept: the same delivery
 * may try again.
 */
export async function answerOnce(
  { store, queue }: Writing,
  delivery: string,
  decide: () => Promise<Numbering>,
): Promise<Answer> {
  const before = await store.answerTo(delivery);
  if (before) return before;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { committed, answer } = await write(store, delivery, await decide());
    if (committed.kind === 'repeated') return committed.answer;
    if (committed.kind === 'stored' && answer) {
      void queue.wake(committed.wakes);
      return answer;
    }
    await pause(tries);
  }
  return { ok: false, refusal: { code: 'too-busy' } };
}

/** Before the next try: whoever pauses by chance does not meet the same others again. */
export function pause(tries: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, Math.random() * pauseMs * (tries + 1)));
}

async function write(
  store: Writing['store'],
  delivery: string,
  decision: Numbering,
): Promise<{ readonly committed: Committed; readonly answer: Answer | null }> {
  let answer: Answer | null = null;
  const commitOf = ({ answer: given, ...commit }: Decided): Commit => {
    answer = given;
    return { ...commit, inbox: { key: delivery, answer: given } };
  };
  const committed =
    'numbered' in decision
      ? await store.commitNumbered('incident', delivery, (number) => commitOf(decision.numbered(number)))
      : await store.commit(commitOf(decision));
  return { committed, answer };
}
