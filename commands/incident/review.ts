import { formVerb } from '#commands/_form/form-verb.ts';
import { parseReview } from '#commands/_grammar/parse-review.ts';
import { defineCommand } from '#src/define.ts';
import { review as reviewIncident } from '#src/operations/incident/review.ts';
import { asTyped } from '#views/as-read.ts';
import { type ReviewRequest, readReview, reviewForm } from '#views/incident/forms/review.ts';
import { code } from '#views/text.ts';

const doors = formVerb<ReviewRequest>({
  name: 'incident review',
  formId: reviewForm.id,
  form: () => reviewForm,
  parse(text, { deps }) {
    const { number, unread, ...said } = parseReview(text, deps.clock.now());
    const { done, at, cause, actions, lessons } = said;
    const lead = unread === null ? {} : { lead: `*When is* ${code(asTyped(unread), 200)}*?* Choose a day and a time.` };
    const asked = { number, values: { ...said, done: done ?? undefined }, ...lead };
    if (done === 'scheduled' && at !== null) return { ...asked, request: { done, at } };
    if (done === 'held' && cause !== null) return { ...asked, request: { done, cause, actions, lessons } };
    return { ...asked, request: null };
  },
  read: readReview,
  change: (number, request, { deps }, by) => reviewIncident(deps, { number, ...request }, by),
  done: ({ done }) => ({ what: done === 'held' ? 'review-held' : 'review-scheduled' }),
});

export const review = defineCommand({
  noun: 'incident',
  verb: 'review',
  summary: 'Give the review of a resolved incident a date, or record what came of it',
  usage: '[INC-42] [<day> <time> | held: <root cause> [actions: …] [lessons: …]]',
  examples: [
    '/apgms incident review INC-42 tomorrow 10:00',
    '/apgms incident review INC-42 held: a log filled the disk. actions: alert at 80 % lessons: disks are shared',
    '/apgms incident review',
  ],
  scopes: [],
  run: doors.run,
  submits: doors.submits,
});
