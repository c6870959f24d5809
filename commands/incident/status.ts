import { formVerb } from '#commands/_form/form-verb.ts';
import { parseStatus } from '#commands/_grammar/parse-status.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { setStatus } from '#src/operations/incident/status.ts';
import { readForm } from '#views/form/read.ts';
import { otherVerb } from '#views/incident/done.ts';
import { type StatusEntered, statusForm, statusFormId, statusSchema } from '#views/incident/forms/status.ts';

const doors = formVerb<StatusEntered & { readonly slip?: string | null }>({
  name: 'incident status',
  formId: statusFormId,
  form: (_, now) => statusForm(now),
  parse(text) {
    const { number, status, why, slip } = parseStatus(text);
    return { number, request: status && { status, why, slip }, values: { ...(status && { status }), why } };
  },
  read: (form) => readForm(form, statusSchema),
  change: (number, { status, why }, { deps }, by) => setStatus(deps, { number, status, why }, by),
  done: ({ slip = null }) => ({ what: 'status', slip }),
});

export const status = defineCommand({
  noun: 'incident',
  verb: 'status',
  summary: 'Say how far you are: investigating, identified or monitoring',
  usage: '[INC-42] investigating | identified | monitoring [because …]',
  examples: ['/apgms incident status INC-42 monitoring because errors are back to normal', '/apgms incident status'],
  scopes: [],
  async run(text, gesture) {
    const { number, verb, unread } = parseStatus(text);
    if (verb !== null) return { kind: 'tell', message: otherVerb({ verb, number }) };
    if (unread !== null) return notRead(unread, status);
    return doors.run(text, gesture);
  },
  submits: doors.submits,
});
