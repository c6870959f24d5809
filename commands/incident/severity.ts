import { formVerb } from '#commands/_form/form-verb.ts';
import { parseSeverity } from '#commands/_grammar/parse-severity.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import { setSeverity } from '#src/operations/incident/severity.ts';
import { readForm } from '#views/form/read.ts';
import { severityForm, severityFormId, severitySchema } from '#views/incident/forms/severity.ts';
import { noSuchSeverity } from '#views/incident/no-such-severity.ts';

const doors = formVerb({
  name: 'incident severity',
  formId: severityFormId,
  form: severityForm,
  parse(text) {
    const { number, severity: said, why } = parseSeverity(text);
    return { number, request: said && { severity: said, why }, values: { ...(said && { severity: said }), why } };
  },
  read: (form) => readForm(form, severitySchema),
  change: (number, request, { deps }, by) => setSeverity(deps, { number, ...request }, by),
  done: () => ({ what: 'severity' }),
});

export const severity = defineCommand({
  noun: 'incident',
  verb: 'severity',
  summary: 'Say how bad it is by now',
  usage: '[INC-42] sev1–sev4 [because …]',
  examples: ['/apgms incident severity INC-42 sev2 because customers notice', '/apgms incident severity'],
  scopes: [],
  async run(text, gesture) {
    const { noSeverity, unread } = parseSeverity(text);
    const { policy } = gesture.deps;
    if (noSeverity !== null) {
      return { kind: 'tell', message: noSuchSeverity({ named: noSeverity, text, policy, verb: 'severity' }) };
    }
    if (unread !== null) return notRead(unread, severity);
    return doors.run(text, gesture);
  },
  submits: doors.submits,
});
