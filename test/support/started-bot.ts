import { onTestFinished } from 'vitest';
import { databaseFromTemplate } from './cluster.ts';
import { patiently } from './patient-policy.ts';
import { startProcess } from './process.ts';
import { type SlackWorkspace, slackWorkspace } from './slack-workspace.ts';

/** Any free port, for this machine only. */
export const anywhere = { PORT: '0', HOST: '127.0.0.1' };

/**
 * The bot as `npm start` starts it, on a database of its own and under a policy whose deadlines never come, in a workspace that takes connections,
 * unless one is given. Both end with the test.
 */
export async function startBot(where: SlackWorkspace | 'http' | 'socket', more: Readonly<Record<string, string>> = {}) {
  const database = await databaseFromTemplate('start');
  onTestFinished(database.drop);
  const town = typeof where === 'string' ? await slackWorkspace(where) : where;
  if (typeof where === 'string') await town.open();
  const env = { ...town.env, ...anywhere, ...patiently(), DATABASE_URL: database.url, ...more };
  const bot = startProcess('src/main.ts', env);
  const url = await bot.url();
  town.deliverTo(url);
  if (where === 'socket') await bot.logged('socket to slack open');
  return { slack: town.slack, bot, url, env, town };
}
