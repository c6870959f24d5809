import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { imageMark } from '#src/config/settings.ts';
import { settings } from '#src/config.ts';
import { copiesOf, instructionsOf, lastStageOf, letsIn } from '#test/contract/dockerfile.ts';
import { repositoryPaths, repositorySources } from '#test/contract/sources.ts';

/** What the bot is made of, and what it must not bring along. */
const needed = ['package.json', 'src', 'commands', 'views', 'apgms.yaml'];
const unwanted = ['test', 'playground', 'bench', 'docs', '.git', '.env', 'node_modules'];

/** Variables that are Node's own or the image's mark, and no settings of ours. */
const notSettings = ['NODE_ENV', imageMark];

interface Surroundings {
  readonly paths: readonly string[];
  readonly ignored: string;
  /** The Node of `npm run`, and what `npm start` runs. */
  readonly node: string;
  readonly start: string;
}

function imageProblems(dockerfile: string, { paths, ignored, node, start }: Surroundings): readonly string[] {
  const all = instructionsOf(dockerfile);
  if (all.length === 0) return ['no instruction was read'];
  const image = lastStageOf(all);
  const of = (name: string) => image.filter((one) => one.name === name).map(({ rest }) => rest);
  const environment = Object.fromEntries(of('ENV').map((line) => line.split('=', 2)));
  const stages = all.flatMap(({ name, rest }) => (name === 'FROM' ? [/ as (\S+)/i.exec(rest)?.[1] ?? ''] : []));
  const copies = copiesOf(all);
  const ours = copies.filter(({ stage }) => stage === null).flatMap(({ sources }) => sources);
  const installs = all.filter(({ name, rest }) => name === 'RUN' && /\bnpm\b/.test(rest));
  return [
    ...all
      .filter(({ name, rest }) => name === 'FROM' && !rest.startsWith(`node:${node}-`))
      .map(({ rest }) => `FROM ${rest}: is not Node ${node}, which package.json names`),
    ...copies
      .filter(({ stage }) => stage !== null && !stages.includes(stage))
      .map(({ stage }) => `COPY --from=${stage}: there is no such stage`),
    ...ours
      .filter((source) => !paths.some((path) => path === source || path.startsWith(`${source}/`)))
      .map((source) => `COPY ${source}: there is nothing of that name`),
    ...ours.filter((source) => !letsIn(ignored, source)).map((source) => `COPY ${source}: .dockerignore keeps it out`),
    ...needed.filter((name) => !ours.includes(name)).map((name) => `${name} is not copied`),
    ...unwanted
      .filter((name) => ours.includes(name) || ours.includes('.') || letsIn(ignored, name))
      .map((name) => `${name} may get in`),
    ...(installs.length > 0 ? [] : ['nothing is installed']),
    ...['npm ci', '--omit=dev', '--omit=optional', '--ignore-scripts'].flatMap((word) =>
      installs.filter(({ rest }) => !rest.includes(word)).map(({ rest }) => `RUN ${rest}: lacks ${word}`),
    ),
    ...(/^[1-9]\d*(:[1-9]\d*)?$/.test(of('USER').at(-1) ?? '') ? [] : ['USER is no number, or it is root']),
    ...(of('HEALTHCHECK').some((line) => /CMD \["node", .*\/healthz/.test(line)) ? [] : ['no health check by node']),
    ...(of('CMD').at(-1) === exec(start) ? [] : [`CMD is not ${exec(start)}, which npm start runs`]),
    ...Object.entries({ NODE_ENV: 'production', [imageMark]: '1' })
      .filter(([name, value]) => environment[name] !== value)
      .map(([name, value]) => `ENV ${name}=${value} is missing`),
    ...unknownVariables(Object.keys(environment)),
  ];
}

/** How Docker writes a command that needs no shell. */
function exec(command: string): string {
  return `[${command
    .split(' ')
    .map((word) => `"${word}"`)
    .join(', ')}]`;
}

function unknownVariables(names: readonly string[]): readonly string[] {
  const known = [...settings.map(({ name }) => name), ...notSettings];
  return names.filter((name) => !known.includes(name)).map((name) => `${name}: no setting has this name`);
}

const service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  env_file: z.string().optional(),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  restart: z.string().optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: z.looseObject({}).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const composeFile = z.object({ services: z.record(z.string(), service) });
type Service = z.infer<typeof service>;

function composeOf(text: string): Readonly<Record<string, Service>> {
  return composeFile.parse(parse(text, { merge: true })).services;
}

/** `drainMs`: how long the bot may take to leave. */
function composeProblems(
  text: string,
  { migrate, drainMs }: { readonly migrate: string; readonly drainMs: number },
): readonly string[] {
  const services = composeOf(text);
  const bots = Object.entries(services).filter(([, { build }]) => build !== undefined);
  const staying = bots.filter(([name]) => name !== 'migrate');
  const secrets = settings.filter(({ secret }) => secret).map(({ name }) => name);
  return [
    ...['migrate', 'web', 'worker'].filter((name) => !bots.some(([bot]) => bot === name)).map(missingService),
    ...['postgres', 'redis'].filter((name) => !(name in services)).map(missingService),
    ...bots.flatMap(([name, bot]) => [
      ...(bot.read_only && bot.tmpfs.includes('/tmp') ? [] : [`${name}: can write to more than /tmp`]),
      ...(bot.env_file === undefined ? [`${name}: has no file for its secrets`] : []),
      ...(Number.parseInt(bot.stop_grace_period ?? '10', 10) * 1_000 > drainMs
        ? []
        : [`${name}: is killed before it is done leaving`]),
      ...unknownVariables(Object.keys(bot.environment)).map((problem) => `${name}: ${problem}`),
      ...Object.entries(bot.environment)
        .filter(
          ([key, value]) => secrets.includes(key) && /:\/\/[^@/]*:[^@/]+@/.test(value.replace(/\$\{[^}]*\}/g, '')),
        )
        .map(([key]) => `${name}: ${key} has a password in it`),
    ]),
    ...staying.flatMap(([name, { depends_on, environment, restart }]) => [
      ...(depends_on['migrate']?.condition === 'service_completed_successfully'
        ? []
        : [`${name}: does not wait for migrate`]),
      ...(environment['ROLE'] === name ? [] : [`${name}: its ROLE is ${environment['ROLE']}`]),
      ...(restart === 'unless-stopped' ? [] : [`${name}: does not come back`]),
    ]),
    ...(services['migrate']?.command.join(' ') === migrate ? [] : ['migrate: does not do what npm run migrate does']),
    ...(services['postgres']?.image.startsWith('postgres:18') ? [] : ['postgres: is not PostgreSQL 18']),
    ...(services['redis']?.image.startsWith('redis:8') ? [] : ['redis: is not Redis 8']),
    ...['--appendonly yes', '--maxmemory-policy noeviction']
      .filter((option) => !services['redis']?.command.join(' ').includes(option))
      .map((option) => `redis: lacks ${option}`),
    ...['postgres', 'redis'].flatMap((name) => [
      ...(services[name]?.healthcheck ? [] : [`${name}: has no health check`]),
      ...(services[name]?.ports.length === 0 ? [] : [`${name}: can be reached from outside`]),
    ]),
  ];
}

function missingService(name: string): string {
  return `${name}: is missing`;
}

const text = (path: string): string => repositorySources((candidate) => candidate === path)[0]?.text ?? '';
const { scripts, devDependencies } = z
  .object({
    scripts: z.object({ start: z.string(), migrate: z.string() }),
    devDependencies: z.object({ node: z.string() }),
  })
  .parse(JSON.parse(text('package.json')));
const drainMs = Number(/drainMs = ([\d_]+)/.exec(text('src/main.ts'))?.[1]?.replace('_', ''));
const here = {
  paths: repositoryPaths(),
  ignored: text('.dockerignore'),
  node: devDependencies.node,
  start: scripts.start,
};

describe('the image', () => {
  it('holds the bot and no more, runs it as nobody in particular, and starts as npm start does', () => {
    expect(imageProblems(text('Dockerfile'), here)).toEqual([]);
  });

  const broken = (was: RegExp | string, is: string) => imageProblems(text('Dockerfile').replace(was, is), here);

  it.each<[was: RegExp | string, is: string, problem: string]>([
    [/^FROM node:\S+/m, 'FROM node:22-slim', 'FROM node:22-slim AS dependencies: is not Node'],
    ['--from=dependencies', '--from=build', 'COPY --from=build: there is no such stage'],
    ['COPY views ./views', 'COPY pictures ./views', 'COPY pictures: there is nothing of that name'],
    ['COPY views ./views', 'COPY docs ./docs', 'COPY docs: .dockerignore keeps it out'],
    ['COPY views ./views', '', 'views is not copied'],
    ['COPY views ./views', 'COPY . .', 'test may get in'],
    ['--omit=dev ', '', 'lacks --omit=dev'],
    ['--omit=optional ', '', 'lacks --omit=optional'],
    ['RUN npm ci', 'RUN npm install', 'lacks npm ci'],
    ['USER 1000:1000', 'USER 0', 'USER is no number, or it is root'],
    ['USER 1000:1000', 'USER node', 'USER is no number, or it is root'],
    ['USER 1000:1000', '', 'USER is no number, or it is root'],
    ['/healthz', '/metrics', 'no health check by node'],
    [/^CMD .*$/m, 'CMD npm start', 'which npm start runs'],
    ['ENV NODE_ENV=production', '', 'ENV NODE_ENV=production is missing'],
    ['ENV APGMS_IMAGE=1', 'ENV DATABASE=1', 'DATABASE: no setting has this name'],
  ])('is found wanting with %s → %s', (was, is, problem) => {
    expect(broken(was, is).join('\n')).toContain(problem);
  });

  it('is found wanting when it is empty, or when everything is let in', () => {
    expect(imageProblems('# nothing', here)).toEqual(['no instruction was read']);
    expect(imageProblems(text('Dockerfile'), { ...here, ignored: 'test\n' }).join('\n')).toContain('.env may get in');
  });
});

describe('compose.yaml', () => {
  const migrate = scripts.migrate;

  it('migrates first, keeps what must be kept, and keeps to itself', () => {
    expect(drainMs).toBeGreaterThan(0);
    expect(composeProblems(text('compose.yaml'), { migrate, drainMs })).toEqual([]);
  });

  it.each<[was: string, is: string, problem: string]>([
    ['  worker:\n', '  helper:\n', 'worker: is missing'],
    ['read_only: true', 'read_only: false', 'web: can write to more than /tmp'],
    ['  env_file: .env\n', '', 'worker: has no file for its secrets'],
    ['stop_grace_period: 15s', 'stop_grace_period: 5s', 'web: is killed before it is done leaving'],
    ['HOST:', 'HOSTNAME:', 'web: HOSTNAME: no setting has this name'],
    ['apgms:${POSTGRES_PASSWORD', 'apgms:geheim${POSTGRES_PASSWORD', 'web: DATABASE_URL has a password in it'],
    [
      'migrate: { condition: service_completed_successfully }',
      'migrate: { condition: service_started }',
      'web: does not',
    ],
    ['ROLE: worker', 'ROLE: web', 'worker: its ROLE is web'],
    ['restart: unless-stopped', 'restart: "no"', 'web: does not come back'],
    ['src/cli/migrate.ts]', 'src/main.ts]', 'migrate: does not do what npm run migrate does'],
    ['postgres:18', 'postgres:16', 'postgres: is not PostgreSQL 18'],
    ['redis:8', 'redis:7', 'redis: is not Redis 8'],
    ['--appendonly, "yes"', '--appendonly, "no"', 'redis: lacks --appendonly yes'],
    ['    networks: [storage]\n    shm_size', "    ports: ['5432:5432']\n    shm_size", 'postgres: can be reached'],
  ])('is found wanting with %s → %s', (was, is, problem) => {
    const changed = text('compose.yaml').replace(was, is);
    expect(changed).not.toBe(text('compose.yaml'));
    expect(composeProblems(changed, { migrate, drainMs }).join('\n')).toContain(problem);
  });
});
