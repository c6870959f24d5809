import type { DutyGroup, OnDuty } from '#src/domain/duty.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Service } from '#src/domain/policy.ts';
import { actions, context, fields, header, message, section } from '#views/blocks.ts';
import { incidentLine } from '#views/incident/line.ts';
import { openWords } from '#views/incident/words.ts';
import type { Message } from '#views/message.ts';
import { ageWords, dutyWords } from '#views/oncall/words.ts';
import { runButton } from '#views/run.ts';
import { code, inline, source as sourceWords } from '#views/text.ts';
import { team } from './words.ts';

export interface ServiceShowProps {
  readonly service: Service;
  /** The worst open ones. */
  readonly incidents: readonly Incident[];
  /** Who is on call for it. `asOf`: when PagerDuty said so (ms); `null`: it has not said. */
  readonly duties: { readonly groups: readonly DutyGroup<OnDuty>[]; readonly asOf: number | null };
  /** How many are open in all, and how many of them are exercises. */
  readonly total: number;
  readonly drills: number;
  /** What was typed, where it was read as this service. */
  readonly slip: { readonly typed: string } | null;
  readonly now: number;
}

/** What the policy says about one service, and what is wrong with it now. */
export function serviceShow(props: ServiceShowProps): Message {
  const { service, incidents, duties, total, drills, slip, now } = props;
  const open = openWords({ total, drills });
  const name = inline(service.name, 75);
  const declare = runButton('Declare incident', `incident declare ${service.id}`);
  return message(`${name}: ${open}`, [
    header(`${service.name} · ${service.id}`),
    ...(slip ? [context(`${code(slip.typed, 75)} was read as ${name}.`)] : []),
    fields([
      ['Owner', team(service.owner)],
      ['Backup', team(service.backup)],
      ['Contact', inline(service.contact, 100)],
      ['Stack', inline(service.stack, 100)],
      ['Source', sourceWords(service.from)],
    ]),
    ...duties.groups.map((group) => section(onCallWords(group, duties.asOf, now))),
    section(`*${open}*${more(service, total - incidents.length)}`),
    ...incidents.map((one) => section(incidentLine(one, now))),
    ...(declare ? [actions([declare])] : []),
    context(`In one line: ${code(`/apgms incident declare sev2 ${service.id} returns 500`)}`),
  ]);
}

function onCallWords({ source, primary, secondary }: DutyGroup<OnDuty>, asOf: number | null, now: number): string {
  const age = source === 'pagerduty' && asOf !== null ? `PagerDuty, ${ageWords(asOf, now)}` : 'the rota';
  return `*On call*, by ${age}\nPrimary: ${dutyWords(primary, source)}\nSecondary: ${dutyWords(secondary, source)}`;
}

function more({ id }: Service, left: number): string {
  return left > 0 ? `, the worst of them here. All: ${code(`/apgms incident list ${id}`)}` : '';
}
