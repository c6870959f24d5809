import type { Gesture, Reply } from '#src/define.ts';
import { listAlerts } from '#src/operations/alert/list.ts';
import { mostAsked, whichAlert } from '#views/alert/which.ts';
import { refusalMessage } from '#views/refusal.ts';

/** How many that fire are looked through for those it can be done with. */
const looked = 200;

/** The question which alert is meant, where none was named: those that fire and that it can be done with, the worst first, each to be picked. */
export async function alertMeant(verb: 'show' | 'ack' | 'attach', { deps, actor }: Gesture): Promise<Reply> {
  const page = { limit: verb === 'ack' ? looked : mostAsked, offset: 0 };
  const listed = await listAlerts(deps, { filter: { open: true }, page }, { actor: await actor() });
  if (!listed.ok) return { kind: 'tell', message: refusalMessage(listed.refusal, deps) };
  if (verb !== 'ack') return { kind: 'tell', message: whichAlert({ ...listed, verb }) };
  const alerts = listed.alerts.filter(({ acknowledged }) => acknowledged === null);
  return { kind: 'tell', message: whichAlert({ alerts, total: alerts.length, verb, firing: listed.total }) };
}
