import { formVerb } from '#commands/_form/form-verb.ts';
import { type Ending, parseUpdate } from '#commands/_grammar/parse-update.ts';
import { defineCommand } from '#src/define.ts';
import type { NextUpdate } from '#src/domain/incident/decide/life.ts';
import { postUpdate } from '#src/operations/incident/update.ts';
import { readForm } from '#views/form/read.ts';
import {
  type NextIn,
  type UpdateEntered,
  updateForm,
  updateFormId,
  updateSchema,
} from '#views/incident/forms/update.ts';

const doors = formVerb<UpdateEntered & { readonly ending?: Ending | null }>({
  name: 'incident update',
  formId: updateFormId,
  form: updateForm,
  parse(text, { deps }) {
    const { number, doubtful, ending, ...values } = parseUpdate(text, deps.clock.now());
    const { know, ...rest } = values;
    const request = know === null || doubtful ? null : { ...rest, know, nextIn: null, ending };
    const lead =
      doubtful && know !== null ? { lead: '*Is this for customers?* Look at it once more before you post it.' } : {};
    const nextIn = rest.nextAt === null ? {} : { nextIn: null };
    return { number, request, values: { ...values, ...nextIn }, ...lead };
  },
  read: (form) => readForm(form, updateSchema),
  change(number, { nextIn, nextAt, ending: _, ...said }, { deps }, by) {
    return postUpdate(deps, { number, ...said, nextAt: nextAt ?? nextUpdate(nextIn, deps.clock.now()) }, by);
  },
  done: ({ audience, ending = null }) => ({ what: 'update', audience, ending }),
});

export const update = defineCommand({
  noun: 'incident',
  verb: 'update',
  summary: 'Say what is known by now',
  usage: '[INC-42] [internal: | customers:] <what we know> [impact: …] [next: …] [in 15m | by 16:30]',
  examples: [
    '/apgms incident update INC-42 Errors began with the 14:05 release. next: roll it back in 15m',
    '/apgms incident update customers: Payments fail for some of you. We are rolling back. In 30m',
    '/apgms incident update',
  ],
  scopes: [],
  run: doors.run,
  submits: doors.submits,
  buttons: { 'incident.update': doors.button },
});

function nextUpdate(chosen: NextIn | null, now: number): NextUpdate {
  if (chosen === 'policy') return chosen;
  return chosen === null || chosen === 'none' ? null : now + Number(chosen) * 60_000;
}
