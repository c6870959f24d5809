/** How many answers are kept at most. */
const most = 1_000;

/**
 * `ask` with a memory: the same question gets the same answer for `ms` from when it was asked, and is asked once by many at once. A failure is not kept,
 * nor is an answer that is not to be, as `keeps` says.
 */
export function remembered<Answer>(
  ask: (question: string) => Promise<Answer>,
  ms: number,
  keeps: (answer: Answer) => boolean = () => true,
): (question: string) => Promise<Answer> {
  const answers = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>();
  return (question) => {
    const known = answers.get(question);
    if (known && performance.now() < known.until) return known.answer;
    const answer = ask(question);
    const kept = { until: performance.now() + ms, answer };
    answers.delete(question);
    answers.set(question, kept);
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    const forget = () => {
      if (answers.get(question) === kept) answers.delete(question);
    };
    answer.then((given) => keeps(given) || forget(), forget);
    return answer;
  };
}
