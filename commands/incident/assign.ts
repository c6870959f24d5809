import { formVerb } from '#commands/_form/form-verb.ts';
import { parseAssign } from '#commands/_grammar/parse-assign.ts';
import { aboutAlert } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { assignRole } from '#src/operations/incident/assign.ts';
import { asTyped } from '#views/as-read.ts';
import { readForm } from '#views/form/read.ts';
import { type AssignEntered, assignForm, assignSchema } from '#views/incident/forms/assign.ts';
import { code } from '#views/text.ts';

const doors = formVerb<AssignEntered & { readonly slip?: string | null }>({
  name: 'incident assign',
  formId: assignForm.id,
  form: () => assignForm,
  parse(text, { person: me }) {
    const { number, role, person, slip, unread } = parseAssign(text, me);
    const request = role === null || person === undefined || unread !== null ? null : { role, person, slip };
    const lead = unread === null ? {} : { lead: `*Who or what is* ${code(asTyped(unread), 200)}*?* Choose here.` };
    return { number, request, values: { role, person }, ...lead };
  },
  read: (form) => readForm(form, assignSchema),
  async change(number, { role, person }, { deps, know }, by) {
    if (person !== null) await know(person);
    return assignRole(deps, { number, role, person }, by);
  },
  done: ({ role, person, slip = null }) => ({ what: 'assign', role, person, slip }),
});

export const assign = defineCommand({
  noun: 'incident',
  verb: 'assign',
  summary: 'Give a role to somebody: commander, communications or scribe',
  usage: '[INC-42] commander | communications | scribe @somebody | me | nobody',
  examples: ['/apgms incident assign INC-42 commander me', '/apgms incident assign'],
  scopes: [],
  run: async (text, gesture) => aboutAlert(text, assign) ?? doors.run(text, gesture),
  submits: doors.submits,
});
