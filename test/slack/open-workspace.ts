import { serve } from '#playground/workspace/serve.ts';
import { createWorkspace } from '#playground/workspace/workspace.ts';
import type { Command, Listener } from '#src/define.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { openDoor, signingSecret } from '#test/slack/open-door.ts';
import { silentLog } from '#test/support/log.ts';

export type WorkspaceWithDoor = Awaited<ReturnType<typeof openWorkspace>>;

/** A workspace with the door in it. */
export async function openWorkspace(
  mode: 'http' | 'socket',
  commands: readonly Command[],
  listeners: readonly Listener[] = [],
) {
  let bot: string | null = null;
  const idle = async () => undefined;
  const workspace = createWorkspace({
    clock: { now: () => Date.now() },
    delivery: mode === 'http' ? { mode, url: () => bot, signingSecret } : { mode },
    controls: { advance: idle, settle: idle, killBot: idle },
  });
  const served = await serve([workspace]);
  const apiUrl = `${served.url}/api/`;
  const door = await openDoor({
    commands,
    listeners,
    now: Date.now(),
    chat: createChat({ token: workspace.botToken, apiUrl, log: silentLog }),
    apiUrl,
    identity: { botId: workspace.state.team.botId, botUserId: workspace.state.team.botUserId },
    ...(mode === 'socket' && { transport: { transport: 'socket', appToken: workspace.appToken, apiUrl } }),
  });
  bot = door.url;
  await door.slack.start();
  const control = async (route: string, input?: object) => {
    const asked = input && {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json' },
    };
    const answer: unknown = await (await fetch(`${served.url}/_workspace/${route}`, asked)).json();
    return answer;
  };
  return {
    door,
    workspace,
    control,
    type: (text: string, more = {}) => control('command', { user: 'ana', channel: 'incidents', text, ...more }),
    /** What stands in Ana's conversation with the bot. */
    async toldAna() {
      await door.slack.idle();
      const direct = [...workspace.state.channels.values()].find((channel) => channel.withUser === 'UANA');
      return direct?.messages.map((message) => message.text) ?? [];
    },
    views: () => workspace.state.modals.get('UANA') ?? [],
    ephemerals: () =>
      [...workspace.state.channels.values()].flatMap((channel) =>
        channel.messages
          .filter((message) => message.onlyFor === 'UANA')
          .map(({ ts, text, threadTs = null }) => ({ ts, text, thread: threadTs })),
      ),
    async close() {
      await door.close();
      workspace.close();
      await served.close();
    },
  };
}
