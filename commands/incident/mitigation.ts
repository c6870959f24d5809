import { formVerb } from '#commands/_form/form-verb.ts';
import { parseMitigation } from '#commands/_grammar/parse-mitigation.ts';
import { defineCommand } from '#src/define.ts';
import { mitigate } from '#src/operations/incident/mitigate.ts';
import { type MitigationRequest, mitigationForm, readMitigation } from '#views/incident/forms/mitigation.ts';

const doors = formVerb<MitigationRequest>({
  name: 'incident mitigation',
  formId: mitigationForm.id,
  form: () => mitigationForm,
  parse(text) {
    const { number, done, mitigation: which, what } = parseMitigation(text);
    const values = { done, what, mitigation: which === null ? null : String(which) };
    if (done === 'applied') return { number, request: what === null ? null : { done, what }, values };
    return { number, request: which === null ? null : { done, mitigation: which, how: what }, values };
  },
  read: readMitigation,
  change: (number, request, { deps }, by) => mitigate(deps, { number, ...request }, by),
  done: (request) =>
    request.done === 'applied'
      ? { what: 'mitigation-applied', said: request.what }
      : { what: 'mitigation-removed', mitigation: request.mitigation },
});

export const mitigation = defineCommand({
  noun: 'incident',
  verb: 'mitigation',
  summary: 'Record what was done so that it hurts less, and when it is taken back',
  usage: '[INC-42] applied <what> | removed <number> [how]',
  examples: [
    '/apgms incident mitigation INC-42 applied rate limit on /bank-lines',
    '/apgms incident mitigation INC-42 removed 1 traffic is normal again',
    '/apgms incident mitigation',
  ],
  scopes: [],
  run: doors.run,
  submits: doors.submits,
});
