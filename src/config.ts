import { existsSync } from 'node:fs';
import type { z } from 'zod';
import { groups, settings, varPrefix } from './config/settings.ts';
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
  const values = groups.safeParse({ slack: set, storage: set, process: set });
  const slack = values.success ? slackOf(values.data.slack) : null;
  const problems = [...missingSlack(set), ...missingDatabase(set), ...malformed(values.error, set)];
  if (problems.length > 0 || !values.success || !slack) throw new ConfigError(problems);
  const { ROLE, PORT, HOST, LOG_LEVEL, APGMS_CONFIG } = values.data.process;
  return {
    slack,
    storage: storageOf(values.data.storage),
    process: {
      role: ROLE,
      port: PORT,
      host: HOST,
      logLevel: LOG_LEVEL,
      policyPath: APGMS_CONFIG,
      vars: Object.fromEntries(Object.entries(set).filter(([name]) => name.startsWith(varPrefix))),
    },
  };
}

/** The storage group alone, for what needs nothing but the database. Throws as `loadConfig`. */
export function loadStorageConfig(env: Env = process.env): StorageConfig {
  const set = present(env);
  const values = groups.pick({ storage: true }).safeParse({ storage: set });
  if (!values.success) throw new ConfigError(malformed(values.error, set));
  return storageOf(values.data.storage);
}

type Present = Readonly<Record<string, string>>;

function present(env: Env): Present {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

function slackOf({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_API_URL }: Values['slack']) {
  if (!SLACK_BOT_TOKEN) return null;
  const given = { botToken: SLACK_BOT_TOKEN, apiUrl: SLACK_API_URL };
  if (SLACK_SIGNING_SECRET)
    return { ...given, transport: { kind: 'http', signingSecret: SLACK_SIGNING_SECRET } } as const;
  return SLACK_APP_TOKEN ? ({ ...given, transport: { kind: 'socket', appToken: SLACK_APP_TOKEN } } as const) : null;
}

function storageOf({ DATABASE_URL, REDIS_URL, DATA_DIR }: Values['storage']): StorageConfig {
  return { databaseUrl: DATABASE_URL ?? null, redisUrl: REDIS_URL ?? null, dataDir: DATA_DIR };
}

function missingSlack(set: Present): readonly string[] {
  const token = set['SLACK_BOT_TOKEN'] ? [] : [`SLACK_BOT_TOKEN is missing. ${help('SLACK_BOT_TOKEN')}`];
  const { SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: appToken } = set;
  const [http, socket] = ['SLACK_SIGNING_SECRET (requests come over HTTP)', 'SLACK_APP_TOKEN (Socket Mode)'];
  if (secret && appToken)
    return [...token, `${http} and ${socket} are both set, and only one can be used. Remove the other.`];
  return secret || appToken ? token : [...token, `${http} or ${socket} is missing. Set one of them.`];
}

function missingDatabase(set: Present): readonly string[] {
  const { ROLE: role, DATABASE_URL: url } = set;
  if (url || (role !== 'web' && role !== 'worker')) return [];
  return [`DATABASE_URL is missing: with ROLE=${role} several processes share one database. ${help('DATABASE_URL')}`];
}

function malformed(error: z.ZodError | undefined, set: Present): readonly string[] {
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = String(path.at(-1));
    const shown = settings.find((one) => one.name === name)?.secret ? '' : `, not "${set[name]}"`;
    return `${name} ${message}${shown}. ${help(name)}`;
  });
}

/** What it is, and a right value: `Port of the HTTP server. Example: PORT=8080` */
function help(name: string): string {
  const setting = settings.find((one) => one.name === name);
  return setting ? `${setting.what} Example: ${name}=${setting.example}` : '';
}
