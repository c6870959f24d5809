import { z } from 'zod';
import { checklistPhases, taskOwners } from '#src/domain/checklist.ts';
import { duration } from './duration.ts';
import { businessDays, from, words } from './parts.ts';

/** One answer in Slack holds a list, with a button for each item. */
const mostItems = 20;

const id = (what: string) =>
  z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, `is not the id of ${what}: lower-case words joined by -`);

const item = z
  .strictObject({
    id: id('an item'),
    text: words('what is to be done')
      .max(500, 'must have at most 500 characters')
      .meta({ description: "In the runbook's words." }),
    due: duration.exactOptional(),
    dueDays: businessDays.exactOptional(),
    owner: z
      .enum(taskOwners)
      .exactOptional()
      .meta({ description: 'Who is chased for it; left out: whoever answers for the incident.' }),
    evidence: z
      .boolean({ error: 'must be true or false' })
      .exactOptional()
      .meta({ description: 'Whoever ticks it gives a link or a few words that show it.' }),
  })
  .meta({
    description: '`due` by the clock or `dueDays` in business days, once its list is begun; neither: it is not chased.',
  })
  .transform(({ due, dueDays, owner = null, evidence = false, ...rest }, context) => {
    if (due !== undefined && dueDays !== undefined) {
      context.addIssue({ code: 'custom', message: 'must have either due (such as 15m) or dueDays, not both' });
      return z.NEVER;
    }
    if (due !== undefined) return { ...rest, owner, evidence, due: { minutes: due } };
    return { ...rest, owner, evidence, due: dueDays === undefined ? null : { businessDays: dueDays } };
  });

/** Lists of things to be done in some phase of an incident, by id. */
export const checklists = z
  .record(
    id('a checklist'),
    z.strictObject({
      name: words("the list's name"),
      phase: z.enum(checklistPhases).meta({
        description:
          '`triage` and `stabilise` begin with the incident, `post-incident` with its resolution, the others when somebody begins them.',
      }),
      from,
      items: z.array(item).min(1, 'must have at least one item').max(mostItems, `must have at most ${mostItems} items`),
    }),
  )
  .transform((byId) => Object.entries(byId).map(([key, rest]) => ({ id: key, ...rest })))
  .meta({ description: 'By the id people type: /apgms incident checklist smoke.' });
