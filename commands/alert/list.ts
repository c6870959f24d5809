import { parseAlertList } from '#commands/_grammar/parse-alert.ts';
import { defineCommand, type Gesture } from '#src/define.ts';
import { listAlerts } from '#src/operations/alert/list.ts';
import { alertList, alertsOnPage } from '#views/alert/list.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';
import { unreadWords } from '#views/unknown.ts';

export const list = defineCommand({
  noun: 'alert',
  verb: 'list',
  summary: 'Which alerts fire, the worst first',
  usage: '[open | resolved | all] [page 2]',
  examples: ['/apgms alert list', '/apgms alert list all'],
  scopes: [],
  async run(text, gesture) {
    const { unread, ...said } = parseAlertList(text);
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: list }) };
    return { kind: 'tell', message: await listed(said, gesture) };
  },
});

/** The page that was asked for; the last one where there are not so many. */
async function listed(
  { open, page: asked }: { readonly open: boolean | null; readonly page: number },
  { deps, actor: who }: Gesture,
): Promise<Message> {
  const actor = await who();
  const filter = open === null ? {} : { open };
  const read = (page: number) =>
    listAlerts(deps, { filter, page: { limit: alertsOnPage, offset: (page - 1) * alertsOnPage } }, { actor });
  const first = await read(asked);
  const page = first.ok ? Math.min(asked, Math.max(1, Math.ceil(first.total / alertsOnPage))) : asked;
  const shown = page === asked ? first : await read(page);
  return shown.ok ? alertList({ ...shown, open, page, policy: deps.policy }) : refusalMessage(shown.refusal, deps);
}
