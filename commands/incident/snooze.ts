import { formVerb } from '#commands/_form/form-verb.ts';
import { parseSnooze } from '#commands/_grammar/parse-snooze.ts';
import { aboutAlert } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { snooze as snoozeIncident } from '#src/operations/incident/snooze.ts';
import { asTyped } from '#views/as-read.ts';
import { readForm } from '#views/form/read.ts';
import { snoozeForm, snoozeFormId, snoozeSchema } from '#views/incident/forms/snooze.ts';
import { code } from '#views/text.ts';

const doors = formVerb({
  name: 'incident snooze',
  formId: snoozeFormId,
  form: snoozeForm,
  parse(text) {
    const { number, kind, span, why, unread } = parseSnooze(text);
    const request = span === null || why === null || unread !== null ? null : { kind, span, why };
    const minutes = span === null ? undefined : String(span / 60_000);
    const lead = unread === null ? {} : { lead: `*What is* ${code(asTyped(unread), 200)}*?* Choose what to put off.` };
    return { number, request, values: { kind: kind ?? undefined, span: minutes, why }, ...lead };
  },
  read: (form) => readForm(form, snoozeSchema),
  change: (number, request, { deps }, by) => snoozeIncident(deps, { number, ...request }, by),
  done: ({ kind }) => ({ what: 'snooze', kind }),
});

export const snooze = defineCommand({
  noun: 'incident',
  verb: 'snooze',
  summary: 'Put off what is owed for a little while, with a reason',
  usage: '[INC-42] [update | customer update | status entry | commander | review …] 15m because …',
  examples: [
    '/apgms incident snooze INC-42 update 15m because all hands are on the rollback',
    '/apgms incident snooze',
  ],
  scopes: [],
  run: async (text, gesture) => aboutAlert(text, snooze) ?? doors.run(text, gesture),
  submits: doors.submits,
});
