import { alertMeant } from '#commands/_alert/alert-meant.ts';
import { toldOfAlert } from '#commands/_alert/told-of-alert.ts';
import { parseAttach } from '#commands/_grammar/parse-alert.ts';
import { numberHere } from '#commands/_incident/number-meant.ts';
import { defineCommand } from '#src/define.ts';
import { attachAlert } from '#src/operations/alert/attach.ts';
import { alertWithoutIncident } from '#views/alert/which.ts';
import { incidentNotAlert, unreadWords } from '#views/unknown.ts';

export const attach = defineCommand({
  noun: 'alert',
  verb: 'attach',
  summary: 'Say that an alert belongs to an incident, and to no other',
  usage: 'ALT-7 [INC-42]',
  examples: ['/apgms alert attach ALT-7 INC-42', '/apgms alert attach ALT-7'],
  scopes: [],
  async run(text, gesture) {
    const { number, incident: named, unread, instead } = parseAttach(text);
    if (instead !== null) return { kind: 'tell', message: incidentNotAlert({ number: instead, command: attach }) };
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: attach }) };
    if (number === null) return alertMeant('attach', gesture);
    const { deps, delivery, channel } = gesture;
    const incident = named ?? (await numberHere(channel, deps));
    if (incident === null) return { kind: 'tell', message: alertWithoutIncident({ number }) };
    const answer = await attachAlert(deps, { number, incident }, { actor: await gesture.actor(), delivery });
    return toldOfAlert(answer, { what: 'attach', incident }, gesture);
  },
});
