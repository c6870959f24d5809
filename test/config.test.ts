import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Env, loadConfig, loadStorageConfig, settings } from '#src/config.ts';
import { ConfigError } from '#src/errors.ts';

const overHttp = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-signing-secret' };
const byMail = { SMTP_URL: 'smtp://mail', MAIL_FROM: 'ops@apgms.example' };
const byPage = {
  ...{ PAGERDUTY_API_TOKEN: 'u+token-of-ours', PAGERDUTY_FROM_EMAIL: 'bot@apgms.example' },
  PAGERDUTY_WEBHOOK_SECRET: 'a-webhook-secret',
};
const overSocket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

function problems(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** The variables the problems are about, in their order. */
const wrong = (env: Env) => problems(() => loadConfig(env)).map((problem) => problem.split(' ')[0]);

describe('the environment', () => {
  it('needs two variables, and has a default for everything else', () => {
    expect(loadConfig(overHttp)).toEqual({
      slack: {
        botToken: 'xoxb-1',
        apiUrl: 'https://slack.com/api/',
        transport: { kind: 'http', signingSecret: 'a-signing-secret' },
      },
      mail: null,
      pagerDuty: null,
      alertmanager: null,
      storage: { databaseUrl: null, redisUrl: null, dataDir: '.data' },
      process: { role: 'all', port: 3000, host: '0.0.0.0', logLevel: 'info', policyPath: 'apgms.yaml', vars: {} },
    });
  });

  it('may choose Socket Mode, and everything else', () => {
    const chosen = {
      ...overSocket,
      ...{ SLACK_API_URL: 'http://127.0.0.1:4400/api/', DATABASE_URL: 'postgres://db/apgms', REDIS_URL: 'rediss://r' },
      ...{ SMTP_URL: 'smtp://mail', MAIL_FROM: 'ops@apgms.example' },
      ...{ ...byPage, PAGERDUTY_API_URL: 'https://api.eu.pagerduty.com/' },
      ALERTMANAGER_WEBHOOK_TOKEN: 'sixteen-or-more-characters',
      ...{ DATA_DIR: '/data', ROLE: 'worker', PORT: '0', HOST: '::1', LOG_LEVEL: 'debug', APGMS_CONFIG: 'other.yaml' },
      ...{ APGMS_VAR_WIKI: 'https://wiki.example', UNRELATED: 'x' },
    };
    expect(loadConfig(chosen)).toEqual({
      slack: {
        botToken: 'xoxb-1',
        apiUrl: 'http://127.0.0.1:4400/api/',
        transport: { kind: 'socket', appToken: 'xapp-1' },
      },
      mail: { smtpUrl: 'smtp://mail', from: 'ops@apgms.example' },
      pagerDuty: {
        ...{ token: 'u+token-of-ours', fromEmail: 'bot@apgms.example', webhookSecret: 'a-webhook-secret' },
        apiUrl: 'https://api.eu.pagerduty.com',
      },
      alertmanager: { webhookToken: 'sixteen-or-more-characters' },
      storage: { databaseUrl: 'postgres://db/apgms', redisUrl: 'rediss://r', dataDir: '/data' },
      process: {
        ...{ role: 'worker', port: 0, host: '::1', logLevel: 'debug', policyPath: 'other.yaml' },
        vars: { APGMS_VAR_WIKI: 'https://wiki.example' },
      },
    });
  });

  it('with an empty variable is as without it', () => {
    const empty = Object.fromEntries(settings.map(({ name }) => [name, '']));
    expect(loadConfig({ ...empty, PORT: ' ', ...overHttp })).toEqual(loadConfig(overHttp));
  });
});

describe('a wrong environment', () => {
  it('is told what is missing', () => {
    expect(problems(() => loadConfig({}))).toEqual([
      'SLACK_BOT_TOKEN is missing. Bot token of the Slack app: OAuth & Permissions, after it is installed. Example: SLACK_BOT_TOKEN=xoxb-1234-5678-abcd',
      'SLACK_SIGNING_SECRET (requests come over HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing. Set one of them.',
    ]);
  });

  it.each<[Env, readonly string[]]>([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET']],
    [{ SLACK_SIGNING_SECRET: 'a-signing-secret' }, ['SLACK_BOT_TOKEN']],
    [{ ...overHttp, SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_SIGNING_SECRET']],
    [{ ...overHttp, SLACK_BOT_TOKEN: 'xoxp-1' }, ['SLACK_BOT_TOKEN']],
    [{ ...overHttp, SLACK_SIGNING_SECRET: 'short' }, ['SLACK_SIGNING_SECRET']],
    [{ ...overSocket, SLACK_APP_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN']],
    [{ ...overHttp, SLACK_API_URL: 'slack.com' }, ['SLACK_API_URL']],
    [{ ...overHttp, DATABASE_URL: 'mysql://db' }, ['DATABASE_URL']],
    [{ ...overHttp, REDIS_URL: 'redis' }, ['REDIS_URL']],
    [{ ...overHttp, ROLE: 'clerk' }, ['ROLE']],
    [{ ...overHttp, ROLE: 'web' }, ['DATABASE_URL']],
    [{ ...overHttp, ROLE: 'worker' }, ['DATABASE_URL']],
    [{ ...overHttp, APGMS_IMAGE: '1' }, ['DATABASE_URL']],
    [{ ...overHttp, APGMS_IMAGE: '1', ROLE: 'web' }, ['DATABASE_URL']],
    [{ ...overHttp, SMTP_URL: 'smtp://mail' }, ['MAIL_FROM']],
    [{ ...overHttp, MAIL_FROM: 'ops@apgms.example' }, ['SMTP_URL']],
    [{ ...overHttp, ...byMail, SMTP_URL: 'mail.example' }, ['SMTP_URL']],
    [{ ...overHttp, ...byMail, SMTP_URL: 'smtp://mail:99999' }, ['SMTP_URL']],
    [{ ...overHttp, ...byMail, SMTP_URL: 'smtp://mail?tls.rejectUnauthorized=false' }, ['SMTP_URL']],
    [{ ...overHttp, ...byMail, MAIL_FROM: 'the bot' }, ['MAIL_FROM']],
    [{ ...overHttp, ...byPage, PAGERDUTY_FROM_EMAIL: '' }, ['PAGERDUTY_FROM_EMAIL']],
    [
      { ...overHttp, PAGERDUTY_API_TOKEN: 'u+token' },
      ['PAGERDUTY_FROM_EMAIL', 'PAGERDUTY_WEBHOOK_SECRET', 'PAGERDUTY_API_TOKEN'],
    ],
    [{ ...overHttp, ...byPage, PAGERDUTY_WEBHOOK_SECRET: 'a secret' }, ['PAGERDUTY_WEBHOOK_SECRET']],
    [{ ...overHttp, PAGERDUTY_API_URL: 'api.pagerduty.com' }, ['PAGERDUTY_API_URL']],
    [{ ...overHttp, ALERTMANAGER_WEBHOOK_TOKEN: 'guessed' }, ['ALERTMANAGER_WEBHOOK_TOKEN']],
    [{ ...overHttp, PORT: '65536' }, ['PORT']],
    [{ ...overHttp, PORT: '-1' }, ['PORT']],
    [{ ...overHttp, PORT: '0x10' }, ['PORT']],
    [{ ...overHttp, LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
  ])('%j names %j', (env, names) => {
    expect(wrong(env)).toEqual(names);
  });

  it('is told everything at once', () => {
    const env = { SLACK_BOT_TOKEN: 'x', ROLE: 'web', PORT: 'x', LOG_LEVEL: 'x', REDIS_URL: 'x' };
    const names = ['SLACK_SIGNING_SECRET', 'DATABASE_URL', 'SLACK_BOT_TOKEN', 'REDIS_URL', 'PORT', 'LOG_LEVEL'];
    expect(wrong(env)).toEqual(names);
  });

  it('sees its values again, with a right one, unless they are secret', () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxp-hush',
      SLACK_APP_TOKEN: 'hush',
      DATABASE_URL: 'http://hush@db',
      PORT: 'eighty',
    };
    const said = problems(() => loadConfig(env)).join('\n');
    expect(said).toContain(
      'PORT must be a port, 0 to 65535, not "eighty". Port of the HTTP server. 0: any free one. Example: PORT=8080',
    );
    expect(said).not.toContain('hush');
  });
});

describe('what needs the database alone', () => {
  it('asks for no Slack', () => {
    expect(loadStorageConfig({ DATABASE_URL: 'postgres://db/apgms' })).toMatchObject({
      databaseUrl: 'postgres://db/apgms',
    });
  });

  it('needs one where there is none of our own', () => {
    expect(problems(() => loadStorageConfig({ APGMS_IMAGE: '1' }))).toEqual([
      expect.stringContaining('there is no PostgreSQL in the Docker image'),
    ]);
  });

  it('is told what is wrong with it all the same', () => {
    expect(problems(() => loadStorageConfig({ DATABASE_URL: 'db' }))).toHaveLength(1);
  });
});

describe('the table of settings', () => {
  it.each(settings.filter(({ name }) => !name.endsWith('*')))('gives $name a right example', ({ name, example }) => {
    const rest = {
      ...(name === 'SLACK_APP_TOKEN' ? overSocket : overHttp),
      DATABASE_URL: 'postgres://db/apgms',
      ...byMail,
      ...byPage,
    };
    expect(wrong({ ...rest, [name]: example })).toEqual([]);
  });

  it('is what .env.example says, line by line', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n');
    const assigned = lines.flatMap((line, index) => {
      const [, name, value] = /^(?:# )?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, value, comment: lines[index - 1] }];
    });
    expect(assigned).toEqual(
      settings.map((setting) => {
        const [, name, value] = /^(APGMS_VAR_\w+)=(.*)$/.exec(setting.example) ?? [];
        return {
          name: name ?? setting.name,
          value: value ?? setting.default ?? '',
          comment: `# ${setting.what}`,
        };
      }),
    );
  });
});
