import { type Check, ok, wrong } from '#src/cli/doctor/_examination/check.ts';

/** Everything the start would refuse, at once. */
export const configuration: Check = {
  name: 'configuration',
  async look({ config: { problems, slack, storage, mail } }) {
    if (problems.length > 0) return problems.map(wrong);
    const parts = [
      slack.transport?.kind === 'http' ? 'Slack over HTTP' : 'Slack over Socket Mode',
      storage?.databaseUrl ? 'the database of DATABASE_URL' : `a database of its own in ${storage?.dataDir}`,
      storage?.redisUrl ? 'the queue in Redis' : 'the queue in the database',
      mail ? 'mail' : 'no mail',
    ];
    return [ok(`complete: ${parts.join(', ')}.`)];
  },
};
