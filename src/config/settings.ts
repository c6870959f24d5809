import { z } from 'zod';

/** One environment variable, for the start's messages, `.env.example` and the docs. */
export interface Setting {
  readonly name: string;
  readonly group: string;
  /** One line for whoever sets it. */
  readonly what: string;
  readonly example: string;
  /** Its value is never printed. */
  readonly secret: boolean;
  readonly default: string | null;
}

type Words = Pick<Setting, 'what' | 'example'> & Partial<Setting>;
const words = z.registry<Words>();

function variable<Schema extends z.ZodType>(schema: Schema, about: Words): Schema {
  words.add(schema, about);
  return schema;
}

function matching(pattern: RegExp, must: string) {
  return z.string().regex(pattern, { error: `must ${must}`, abort: true });
}

function address(...schemes: readonly string[]) {
  const must = `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.url({ protocol: new RegExp(`^(?:${schemes.join('|')})$`), error: must });
}

function oneOf<const Values extends readonly string[]>(...values: Values) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

/** What each variable must look like once it is set, by group. What belongs together is judged in `missing.ts`. */
export const groups = z.object({
  slack: z.object({
    SLACK_BOT_TOKEN: variable(matching(/^(?:xoxb-|xoxe\.xoxb-)\S+$/, 'begin with xoxb-').optional(), {
      what: 'Bot token of the Slack app: OAuth & Permissions, after it is installed.',
      example: 'xoxb-1234-5678-abcd',
      secret: true,
    }),
    SLACK_SIGNING_SECRET: variable(matching(/^\S{8,}$/, 'be at least 8 characters, without spaces').optional(), {
      what: 'Signing secret of the Slack app: Basic Information. For HTTP; instead of SLACK_APP_TOKEN.',
      example: '8f742231b10e8888abcd99yyyzzz85a5',
      secret: true,
    }),
    SLACK_APP_TOKEN: variable(matching(/^xapp-\S+$/, 'begin with xapp-').optional(), {
      what: 'App-level token with connections:write. For Socket Mode; instead of SLACK_SIGNING_SECRET.',
      example: 'xapp-1-A012-3456-abcd',
      secret: true,
    }),
    SLACK_API_URL: variable(address('https', 'http').default('https://slack.com/api/'), {
      what: "Slack's Web API, where it is reached through something else.",
      example: 'https://slack-proxy.example/api/',
    }),
  }),
  mail: z.object({
    SMTP_URL: variable(
      matching(
        /^smtps?:\/\/(?:[^\s@/?#]+@)?(?:\[[\da-f:.]+\]|[^\s@:/?#[\]]+)(?::\d{1,5})?\/?$/i,
        'be an address that begins with smtp:// or smtps:// and ends after the host or the port',
      )
        .refine((text) => URL.canParse(text), 'must have a port from 1 to 65535')
        .optional(),
      {
        what: 'Mail server. A password in it is only ever sent over TLS. Together with MAIL_FROM; without them no mail is sent.',
        example: 'smtps://apgms:password@mail.example:465',
        secret: true,
      },
    ),
    MAIL_FROM: variable(
      matching(
        /^(?:[^\s<>@"]+@[^\s<>@"]+|[^<>@"]+ <[^\s<>@"]+@[^\s<>@"]+>)$/,
        'be an e-mail address, with or without a name before it',
      ).optional(),
      { what: 'Who mail is from. Together with SMTP_URL.', example: 'APGMS Ops <ops@apgms.example>' },
    ),
  }),
  pagerduty: z.object({
    PAGERDUTY_API_TOKEN: variable(matching(/^\S{8,}$/, 'be at least 8 characters, without spaces').optional(), {
      what: 'API access key of PagerDuty, with write access: Integrations, API Access Keys. Without it nobody is paged.',
      example: 'u+xxxxxxxxxxxxxxxxxx',
      secret: true,
    }),
    PAGERDUTY_FROM_EMAIL: variable(matching(/^[^\s<>@"]+@[^\s<>@"]+$/, 'be an e-mail address').optional(), {
      what: 'The PagerDuty user the bot acts as where nobody else is known, by e-mail.',
      example: 'apgms-ops@apgms.example',
    }),
    PAGERDUTY_WEBHOOK_SECRET: variable(matching(/^\S{8,}$/, 'be at least 8 characters, without spaces').optional(), {
      what: 'Secret of the webhook subscription that leads to /webhooks/pagerduty; PagerDuty shows it once, when it is made.',
      example: 'tMMxC1f7bOqVuLrOF3ZyO0lBcPn8Rk2a',
      secret: true,
    }),
    PAGERDUTY_API_URL: variable(address('https', 'http').default('https://api.pagerduty.com'), {
      what: "PagerDuty's REST API. https://api.eu.pagerduty.com for accounts in the EU.",
      example: 'https://api.eu.pagerduty.com',
    }),
  }),
  alertmanager: z.object({
    ALERTMANAGER_WEBHOOK_TOKEN: variable(
      matching(/^\S{16,}$/, 'be at least 16 characters, without spaces').optional(),
      {
        what: 'Bearer token that Alertmanager shows at /webhooks/alertmanager: make one up, `openssl rand -hex 24`. Without it nothing is heard of Alertmanager; alerts from PagerDuty are.',
        example: '5f1b8e0c6d2a4f7390b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5',
        secret: true,
      },
    ),
  }),
  storage: z.object({
    DATABASE_URL: variable(address('postgres', 'postgresql').optional(), {
      what: 'PostgreSQL server. Without it the bot runs one of its own in DATA_DIR; required in the Docker image, and where ROLE is not all.',
      example: 'postgres://apgms:password@db.example:5432/apgms',
      secret: true,
    }),
    REDIS_URL: variable(address('redis', 'rediss').optional(), {
      what: 'Redis server for the queue. Without it the queue is in PostgreSQL.',
      example: 'redis://:password@redis.example:6379',
      secret: true,
    }),
    DATA_DIR: variable(z.string().default('.data'), {
      what: 'Folder of the PostgreSQL of its own.',
      example: '/var/lib/apgms-ops',
    }),
  }),
  process: z.object({
    ROLE: variable(oneOf('all', 'web', 'worker').default('all'), {
      what: 'What this process does: take requests (web), do what is due (worker), or both (all).',
      example: 'worker',
    }),
    PORT: variable(
      matching(/^\d{1,5}$/, 'be a port, 0 to 65535')
        .refine((text) => Number(text) <= 65_535, 'must be a port, 0 to 65535')
        .default('3000')
        .transform(Number),
      { what: 'Port of the HTTP server. 0: any free one.', example: '8080' },
    ),
    HOST: variable(z.string().default('0.0.0.0'), {
      what: 'Address the HTTP server listens on.',
      example: '127.0.0.1',
    }),
    LOG_LEVEL: variable(oneOf('debug', 'info', 'warn', 'error', 'silent').default('info'), {
      what: 'The least important log lines to write: debug, info, warn, error or silent.',
      example: 'debug',
    }),
    APGMS_CONFIG: variable(z.string().default('apgms.yaml'), {
      what: 'The policy file.',
      example: '/etc/apgms/apgms.yaml',
    }),
  }),
});

export const varPrefix = 'APGMS_VAR_';

/** Set in the image, and by nobody else: there is no PostgreSQL of its own in it. */
export const imageMark = 'APGMS_IMAGE';

/** Every variable there is, in the order of `.env.example`. */
export const settings: readonly Setting[] = [
  ...Object.entries(groups.shape).flatMap(([group, { shape }]) =>
    Object.entries(shape).map(([name, schema]) => ({
      name,
      group,
      secret: false,
      default: schema.safeParse(undefined).data?.toString() ?? null,
      ...known(words.get(schema)),
    })),
  ),
  {
    name: `${varPrefix}*`,
    group: 'policy',
    what: `Values the policy file may refer to, by their whole name: \${${varPrefix}WIKI}.`,
    example: `${varPrefix}WIKI=https://wiki.example`,
    secret: true,
    default: null,
  },
];

function known(about: Words | undefined): Words {
  if (about === undefined) throw new Error('a variable without words: wrap its schema in variable()');
  return about;
}

/** What it is, and a right value: `Port of the HTTP server. Example: PORT=8080` */
export function help(name: string): string {
  const setting = settings.find((one) => one.name === name);
  return setting ? `${setting.what} Example: ${name}=${setting.example}` : '';
}
