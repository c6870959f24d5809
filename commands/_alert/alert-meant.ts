import type { Gesture, Reply } from '#src/define.ts';
import { listAlerts } from '#src/operations/alert/list.ts';
import { mostAsked, whichAlert } from '#views/alert/which.ts';
import { refusalMessage } from '#views/refusal.ts';

/** The question which alert is meant, where none was named: those that fire, the worst first, each to be picked. */
export async function alertMeant(verb: 'show' | 'ack' | 'attach', { deps, actor }: Gesture): Promise<Reply> {
  const page = { limit: mostAsked, offset: 0 };
  const listed = await listAlerts(deps, { filter: { open: true }, page }, { actor: await actor() });
  return { kind: 'tell', message: listed.ok ? whichAlert({ ...listed, verb }) : refusalMessage(listed.refusal, deps) };
}
