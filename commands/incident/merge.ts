import { formVerb } from '#commands/_form/form-verb.ts';
import { told } from '#commands/_form/told.ts';
import { parseMerge } from '#commands/_grammar/parse-merge.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand } from '#src/define.ts';
import { merge as mergeIncident, undoMerge } from '#src/operations/incident/merge.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { readForm } from '#views/form/read.ts';
import { mergeForm, mergeSchema } from '#views/incident/forms/merge.ts';

const doors = formVerb({
  name: 'incident merge',
  formId: mergeForm.id,
  form: () => mergeForm,
  parse(text) {
    const { number, into } = parseMerge(text);
    return { number, request: into === null ? null : { into }, values: { into } };
  },
  read: (form) => readForm(form, mergeSchema),
  change: (number, request, { deps }, by) => mergeIncident(deps, { number, ...request }, by),
  async done({ into: number }, incident, { deps, actor }) {
    const shown = await showIncident(deps, { number }, { actor: await actor() });
    const into = shown.ok ? shown.incident : { number, severity: incident.severity };
    return { what: 'merge', into };
  },
});

export const merge = defineCommand({
  noun: 'incident',
  verb: 'merge',
  summary: 'Say that an incident is another one, or take that back',
  usage: 'INC-43 into INC-42 | undo INC-43',
  examples: ['/apgms incident merge INC-43 into INC-42', '/apgms incident merge undo INC-43', '/apgms incident merge'],
  scopes: [],
  async run(text, gesture) {
    const { number, undo, unread } = parseMerge(text);
    if (unread !== null) return notRead(unread, merge);
    if (!undo) return doors.run(text, gesture);
    const meant = await numberMeant(number, gesture, { verb: 'merge', rest: 'undo', of: 'merged' });
    if (!meant.ok) return meant.reply;
    const { deps, delivery } = gesture;
    const answer = await undoMerge(deps, { number: meant.number }, { actor: await gesture.actor(), delivery });
    return told(answer, { what: 'undo-merge' }, gesture);
  },
  submits: doors.submits,
});
