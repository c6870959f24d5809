import { formVerb } from '#commands/_form/form-verb.ts';
import { parsePage } from '#commands/_grammar/parse-page.ts';
import { defineCommand } from '#src/define.ts';
import { page as pagePeople } from '#src/operations/incident/page.ts';
import { readForm } from '#views/form/read.ts';
import { choiceOf, pageForm, pageFormId, pageSchema } from '#views/incident/forms/page.ts';
import { code } from '#views/text.ts';

const doors = formVerb({
  name: 'incident page',
  formId: pageFormId,
  form: pageForm,
  parse(text, { person: me, deps: { policy } }) {
    const { number, asked, why, unread } = parsePage(text, { me, policy });
    const values = asked ? { whom: choiceOf(asked), why } : { why };
    const lead = unread === null ? {} : { lead: `*Who is* ${code(unread, 200)}*?* Choose here.` };
    return { number, request: asked && { asked, why }, values, ...lead };
  },
  read: (form, { deps: { policy } }) => readForm(form, pageSchema(policy)),
  async change(number, request, { deps, know }, by) {
    if (request.asked.kind === 'person') await know(request.asked.person);
    return pagePeople(deps, { number, ...request }, by);
  },
  done: ({ asked }) => ({ what: 'page', asked }),
});

export const page = defineCommand({
  noun: 'incident',
  verb: 'page',
  summary: 'Ask for more people: somebody, a rung of the escalation path, or who is on call for a service',
  usage: '[INC-42] @somebody | secondary | payments … [why]',
  examples: ['/apgms incident page INC-42 secondary because we need a second pair of eyes', '/apgms incident page'],
  scopes: [],
  run: doors.run,
  submits: doors.submits,
});
