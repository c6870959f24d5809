import { existsSync } from 'node:fs';
import type { z } from 'zod';
import { missing, missingInImage, missingPagerDuty, missingStorage, type Present } from './config/missing.ts';
import { groups, help, settings, varPrefix } from './config/settings.ts';
import { ConfigError } from './errors.ts';

export { settings } from './config/settings.ts';

type Values = z.infer<typeof groups>;

/** What the environment says, checked. */
export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly apiUrl: string;
    readonly transport:
      | { readonly kind: 'http'; readonly signingSecret: string }
      | { readonly kind: 'socket'; readonly appToken: string };
  };
  /** `null`: no mail is sent. */
  readonly mail: MailConfig | null;
  /** `null`: nobody is paged. */
  readonly pagerDuty: PagerDutyConfig | null;
  /** `null`: nothing of Alertmanager is heard. */
  readonly alertmanager: AlertmanagerConfig | null;
  readonly storage: StorageConfig;
  readonly process: {
    readonly role: Values['process']['ROLE'];
    readonly port: number;
    readonly host: string;
    readonly logLevel: Values['process']['LOG_LEVEL'];
    readonly policyPath: string;
    /** What the policy file may refer to, by its whole name. */
    readonly vars: Readonly<Record<string, string>>;
  };
}

export interface MailConfig {
  /** `smtp://` or `smtps://`, with the credentials. */
  readonly smtpUrl: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
}

export interface PagerDutyConfig {
  readonly token: string;
  /** E-mail of the user the bot acts as. */
  readonly fromEmail: string;
  readonly webhookSecret: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
}

export interface AlertmanagerConfig {
  /** What it shows that it is who it says. */
  readonly webhookToken: string;
}

export interface StorageConfig {
  /** `null`: a PostgreSQL of our own in `dataDir`. */
  readonly databaseUrl: string | null;
  /** `null`: the queue is in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
}

/** Puts what stands in `.env` beside us into the environment, where there is such a file; what is set already stays. */
export function readEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

export type Env = Readonly<Record<string, string | undefined>>;

/** The environment as a `Config`. An empty variable counts as absent. Throws one `ConfigError` with everything that is missing or malformed. */
export function loadConfig(env: Env = process.env): Config {
  const set = present(env);
  const values = groups.safeParse(everyGroup(set));
  const slack = values.success ? slackOf(values.data.slack) : null;
  const problems = [...missing(set), ...malformed(values.error, set)];
  if (problems.length > 0 || !values.success || !slack) throw new ConfigError(problems);
  const { ROLE, PORT, HOST, LOG_LEVEL, APGMS_CONFIG } = values.data.process;
  return {
    slack,
    mail: mailOf(values.data.mail),
    pagerDuty: pagerDutyOf(values.data.pagerduty),
    alertmanager: alertmanagerOf(values.data.alertmanager),
    storage: storageOf(values.data.storage),
    process: {
      role: ROLE,
      port: PORT,
      host: HOST,
      logLevel: LOG_LEVEL,
      policyPath: APGMS_CONFIG,
      vars: varsOf(set),
    },
  };
}

/** The storage group alone, for what needs nothing but the database. Throws as `loadConfig`. */
export function loadStorageConfig(env: Env = process.env): StorageConfig {
  const set = present(env);
  const values = groups.pick({ storage: true }).safeParse({ storage: set });
  const problems = [...missingInImage(set), ...malformed(values.error, set)];
  if (problems.length > 0 || !values.success) throw new ConfigError(problems);
  return storageOf(values.data.storage);
}

/** What can be used of an environment that may be wrong elsewhere. `undefined`: one of the `problems` says why not. */
export interface ConfigSurvey {
  /** Those `loadConfig` would throw. */
  readonly problems: readonly string[];
  readonly slack: {
    readonly botToken: string | undefined;
    readonly apiUrl: string | undefined;
    readonly transport: Config['slack']['transport'] | undefined;
  };
  readonly mail: MailConfig | null | undefined;
  readonly pagerDuty: PagerDutyConfig | null | undefined;
  readonly alertmanager: AlertmanagerConfig | null | undefined;
  readonly storage: StorageConfig | undefined;
  readonly policy: { readonly path: string; readonly vars: Readonly<Record<string, string>> };
}

/** The environment part by part, for who looks at what there is instead of starting. Throws nothing. */
export function surveyConfig(env: Env = process.env): ConfigSurvey {
  const set = present(env);
  const { error } = groups.safeParse(everyGroup(set));
  const wrong = new Set((error?.issues ?? []).map(({ path }) => String(path.at(-1))));
  const sound = Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.has(name)));
  const values = groups.parse(everyGroup(sound));
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_API_URL } = values.slack;
  const sure = (group: keyof Values) => Object.keys(groups.shape[group].shape).every((name) => !wrong.has(name));
  return {
    problems: [...missing(set), ...malformed(error, set)],
    slack: {
      botToken: SLACK_BOT_TOKEN,
      apiUrl: wrong.has('SLACK_API_URL') ? undefined : SLACK_API_URL,
      transport:
        set['SLACK_SIGNING_SECRET'] && set['SLACK_APP_TOKEN']
          ? undefined
          : transportOf(SLACK_SIGNING_SECRET, SLACK_APP_TOKEN),
    },
    mail: sure('mail') && Boolean(set['SMTP_URL']) === Boolean(set['MAIL_FROM']) ? mailOf(values.mail) : undefined,
    pagerDuty: sure('pagerduty') && missingPagerDuty(set).length === 0 ? pagerDutyOf(values.pagerduty) : undefined,
    alertmanager: sure('alertmanager') ? alertmanagerOf(values.alertmanager) : undefined,
    storage: sure('storage') && missingStorage(set).length === 0 ? storageOf(values.storage) : undefined,
    policy: { path: values.process.APGMS_CONFIG, vars: varsOf(set) },
  };
}

function everyGroup(set: Present): Record<keyof Values, Present> {
  return { slack: set, mail: set, pagerduty: set, alertmanager: set, storage: set, process: set };
}

function present(env: Env): Present {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

function slackOf({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_API_URL }: Values['slack']) {
  const transport = transportOf(SLACK_SIGNING_SECRET, SLACK_APP_TOKEN);
  return SLACK_BOT_TOKEN && transport ? { botToken: SLACK_BOT_TOKEN, apiUrl: SLACK_API_URL, transport } : null;
}

function transportOf(signingSecret: string | undefined, appToken: string | undefined) {
  if (signingSecret) return { kind: 'http', signingSecret } as const;
  return appToken ? ({ kind: 'socket', appToken } as const) : undefined;
}

function varsOf(set: Present): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(set).filter(([name]) => name.startsWith(varPrefix)));
}

function mailOf({ SMTP_URL, MAIL_FROM }: Values['mail']): MailConfig | null {
  return SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : null;
}

function pagerDutyOf({
  PAGERDUTY_API_TOKEN: token,
  PAGERDUTY_FROM_EMAIL: fromEmail,
  PAGERDUTY_WEBHOOK_SECRET: webhookSecret,
  PAGERDUTY_API_URL: apiUrl,
}: Values['pagerduty']): PagerDutyConfig | null {
  if (!token || !fromEmail || !webhookSecret) return null;
  return { token, fromEmail, webhookSecret, apiUrl: apiUrl.replace(/\/+$/, '') };
}

function alertmanagerOf({ ALERTMANAGER_WEBHOOK_TOKEN }: Values['alertmanager']): AlertmanagerConfig | null {
  return ALERTMANAGER_WEBHOOK_TOKEN ? { webhookToken: ALERTMANAGER_WEBHOOK_TOKEN } : null;
}

function storageOf({ DATABASE_URL, REDIS_URL, DATA_DIR }: Values['storage']): StorageConfig {
  return { databaseUrl: DATABASE_URL ?? null, redisUrl: REDIS_URL ?? null, dataDir: DATA_DIR };
}

function malformed(error: z.ZodError | undefined, set: Present): readonly string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = String(path.at(-1));
    const shown = settings.find((one) => one.name === name)?.secret ? '' : `, not "${set[name]}"`;
    return `${name} ${message}${shown}. ${help(name)}`;
  });
}
