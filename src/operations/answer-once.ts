import type { Answer } from '#src/domain/answer.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Commit } from '#src/ports/store.ts';

export type Writing = Pick<Deps, 'store' | 'queue'>;

/** How often a use case decides anew because somebody else changed the same thing first. */
const maxTries = 5;

/**
 * Runs `decide` and commits what it says together with its answer, once per delivery: a repetition changes nothing and gets the answer of the first time.
 * After five conflicts the answer is the refusal `too-busy`, which is not kept: the same delivery may try again.
 */
export async function answerOnce(
  { store, queue }: Writing,
  delivery: string,
  decide: () => Promise<{ readonly answer: Answer } & Omit<Commit, 'inbox'>>,
): Promise<Answer> {
  const before = await store.answerTo(delivery);
  if (before) return before;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { answer, ...commit } = await decide();
    const committed = await store.commit({ ...commit, inbox: { key: delivery, answer } });
    if (committed.kind === 'repeated') return committed.answer;
    if (committed.kind === 'stored') {
      void queue.wake(committed.wakes);
      return answer;
    }
  }
  return { ok: false, refusal: { code: 'too-busy' } };
}
