import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { listServices } from '#src/operations/service/list.ts';
import { refusalMessage } from '#views/refusal.ts';
import { serviceList } from '#views/service/list.ts';
import { unreadWords } from '#views/unknown.ts';

export const list = defineCommand({
  noun: 'service',
  verb: 'list',
  summary: 'The services, who owns them and what is open',
  usage: '',
  examples: ['/apgms service list'],
  scopes: [],
  async run(text, gesture) {
    if (text.trim() !== '') return { kind: 'tell', message: unreadWords({ unread: text, command: list }) };
    return services(gesture);
  },
});

async function services({ deps, actor }: Gesture): Promise<Reply> {
  const listed = await listServices(deps, { actor: await actor() });
  return { kind: 'tell', message: listed.ok ? serviceList(listed) : refusalMessage(listed.refusal, deps) };
}
