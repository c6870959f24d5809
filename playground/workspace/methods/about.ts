import { z } from 'zod';
import { handler, refuse } from '#playground/workspace/method.ts';

/** `api.test`, `auth.test`, `bots.info`, `apps.connections.open`: who is there and how to connect. */

export const testApi = handler(z.looseObject({ error: z.string().optional() }), (_world, args) =>
  args.error === undefined ? { ok: true, args } : refuse(args.error, { args }),
);

export const testAuth = handler(z.object({}), ({ state: { team } }, _args, origin) => ({
  ok: true,
  url: `${origin}/`,
  team: team.name,
  user: botName(team.name),
  team_id: team.id,
  user_id: team.botUserId,
  bot_id: team.botId,
  is_enterprise_install: false,
}));

export const botInfo = handler(z.object({ bot: z.string().optional() }), ({ state: { team } }, { bot }) => {
  if (bot !== undefined && bot !== team.botId) return refuse('bot_not_found');
  return {
    ok: true,
    bot: {
      id: team.botId,
      deleted: false,
      name: botName(team.name),
      updated: 0,
      app_id: team.appId,
      user_id: team.botUserId,
      icons: {},
    },
  };
});

export const openConnection = handler(z.object({}), (world, _args, origin) => {
  const url = world.openSocket(origin);
  return url === 'invalid_auth' ? refuse(url) : { ok: true, url };
});

function botName(team: string): string {
  return team.toLowerCase();
}
