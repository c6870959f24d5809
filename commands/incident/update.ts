import { formVerb } from '#commands/_form/form-verb.ts';
import { parseUpdate } from '#commands/_grammar/parse-update.ts';
import { defineCommand } from '#src/define.ts';
import { postUpdate } from '#src/operations/incident/update.ts';
import { readForm } from '#views/form/read.ts';
import { incidentDone } from '#views/incident/done.ts';
import { updateForm, updateSchema } from '#views/incident/forms/update.ts';

const doors = formVerb({
  name: 'incident update',
  formId: updateForm.id,
  form: () => updateForm,
  parse(text, { deps }) {
    const { number, doubtful, ...values } = parseUpdate(text, deps.clock.now());
    const { know, ...rest } = values;
    const request = know === null || doubtful ? null : { ...rest, know };
    const lead =
      doubtful && know !== null ? { lead: '*Is this for customers?* Look at it once more before you post it.' } : {};
    return { number, request, values, ...lead };
  },
  read: (form) => readForm(form, updateSchema),
  change: (number, request, { deps }, by) => postUpdate(deps, { number, ...request }, by),
  done: (incident, { audience, nextAt }, { deps }) =>
    incidentDone({ incident, policy: deps.policy, done: { what: 'update', audience, nextAt } }),
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
