import { parseDeclare } from '#commands/_grammar/parse-declare.ts';
import type { Slip } from '#commands/_grammar/service-word.ts';
import { defineCommand, type Gesture } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import { type DeclareRequest, declareIncident } from '#src/operations/incident/declare.ts';
import { ownIncident } from '#src/operations/incident/own.ts';
import { declareFields, readDeclareForm } from '#views/incident/declare-form.ts';
import { declareModal, declareModalId, hurtsActionId } from '#views/incident/declare-modal.ts';
import { incidentDeclared } from '#views/incident/declared.ts';
import { noSuchSeverity } from '#views/incident/no-such-severity.ts';
import type { Message } from '#views/message.ts';
import { messageModal } from '#views/message-modal.ts';
import { refusalMessage } from '#views/refusal.ts';

export const declare = defineCommand({
  noun: 'incident',
  verb: 'declare',
  summary: 'Open an incident: its channel, the announcement and the headline follow by themselves',
  usage: '[sev1–sev4] [service] [private] <what is wrong>',
  examples: ['/apgms incident declare sev2 api-gateway bank-lines returns 500', '/apgms incident declare'],
  scopes: [],
  async run(text, gesture) {
    const { policy } = gesture.deps;
    const { noSeverity, slips, ...said } = parseDeclare(text, policy);
    if (noSeverity !== null) return { kind: 'tell', message: noSuchSeverity({ named: noSeverity, text, policy }) };
    if (said.title === '') return { kind: 'open', view: declareModal({ policy, fields: said }) };
    const request = { ...said, affected: null, hurts: null, customerFacing: said.customerFacing === true };
    return { kind: 'tell', message: await declared(request, slips, gesture) };
  },
  submits: {
    [declareModalId]: async (form, _note, gesture) => {
      const read = readDeclareForm(form);
      if (!read.ok) return { kind: 'fields', errors: read.errors };
      const message = await declared(read, [], gesture);
      return { kind: 'update', view: messageModal('Incident', message), message };
    },
  },
  buttons: {
    [hurtsActionId]: async ({ modal }, { deps }) =>
      modal
        ? {
            kind: 'update',
            view: declareModal({ policy: deps.policy, fields: declareFields(modal.form) }),
            // Two answers given quickly: the second knows both, also when the first renewed the form meanwhile.
            overwrite: true,
          }
        : { kind: 'nothing' },
  },
  shortcuts: {
    'incident.declare': {
      type: 'global',
      name: 'Declare incident',
      description: 'Open an incident: its channel, the announcement and the headline follow',
      run: async ({ deps }) => ({ kind: 'open', view: declareModal({ policy: deps.policy, fields: {} }) }),
    },
  },
});

async function declared(request: DeclareRequest, slips: readonly Slip[], gesture: Gesture): Promise<Message> {
  const { deps, delivery } = gesture;
  const actor = await gesture.actor();
  const answer: Answer = await declareIncident(deps, request, { actor, delivery });
  if (!answer.ok) return refusalMessage(answer.refusal, deps);
  const incident = await ownIncident(deps, answer, { actor });
  if (incident === null) throw new Error(`${answer.number} is declared and cannot be read by who declared it`);
  const severityUnsaid = request.severity === null && request.hurts === null;
  return incidentDeclared({ incident, policy: deps.policy, severityUnsaid, slips });
}
