import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importsOf, targetOf } from '#test/contract/imports.ts';
import { isTypeScript, repositorySources, type Source } from '#test/contract/sources.ts';

const versions = z.record(z.string(), z.string()).default({});
const groups = z.object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions });
const locked = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  dependencies: versions,
  optionalDependencies: versions,
});
const lockFile = z.object({ packages: z.record(z.string(), locked) });
const lockRoot = z.object({ packages: z.object({ '': groups }) });

type Groups = z.infer<typeof groups>;
type Lock = z.infer<typeof lockFile> & { readonly root: Groups };

/** The libraries this project is agreed to stand on. */
const agreed = ['@slack/bolt', 'zod', 'pino', 'bullmq', 'ioredis', 'vitest'];

/** Every dependency is pinned to one version, and the lock file holds that version, from no particular host. */
function pinProblems(manifest: Groups, lock: Lock): readonly string[] {
  const all = Object.entries(allOf(manifest));
  if (all.length === 0) return ['no dependency was read'];
  return [
    ...all
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${name}: "${version}" is not one exact version`),
    ...all
      .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
      .map(([name, version]) => `${name}: package-lock.json does not hold ${version}`),
    ...Object.keys(allOf(lock.root))
      .filter((name) => !(name in allOf(manifest)))
      .map((name) => `${name}: is in package-lock.json, not in package.json`),
    ...Object.entries(lock.packages)
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([path]) => `${path}: package-lock.json names the host it was fetched from`),
  ];
}

function allOf({ dependencies, devDependencies, optionalDependencies }: Groups): Readonly<Record<string, string>> {
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}

/** `npm ci` refuses a lock file that lacks what a package in it asks for, other platforms' optional packages included. */
function holeProblems({ packages }: Pick<Lock, 'packages'>): readonly string[] {
  const all = Object.entries(packages);
  if (all.length === 0) return ['no package was read'];
  return all.flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesFor(name, path).some((place) => place in packages))
      .map((name) => `package-lock.json: ${path} asks for ${name}, which is missing; npm ci will refuse`),
  );
}

/** Where Node would look for a package, from the folder of the one that asks up to the root. */
function placesFor(name: string, path: string): readonly string[] {
  const here = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  const above = path.lastIndexOf('node_modules/');
  return above === -1 ? [here] : [here, ...placesFor(name, path.slice(0, above).replace(/\/$/, ''))];
}

/** What the product imports when it runs is a dependency, and not one for development only. */
function runtimeProblems(
  sources: readonly Source[],
  { dependencies, optionalDependencies }: Groups,
): readonly string[] {
  const product = sources.filter(({ path }) => /^(src|commands|views)\//.test(path));
  if (product.length === 0) return ['no file was scanned'];
  return product.flatMap((source) =>
    importsOf(source).flatMap(({ specifier = '.', line, typesOnly }) => {
      const target = targetOf(specifier, source.path);
      if (typesOnly || target.kind !== 'package') return [];
      if (target.name in dependencies || target.name in optionalDependencies) return [];
      return [`${source.path}:${line}: ${target.name} is not among the dependencies`];
    }),
  );
}

describe('the dependencies', () => {
  const json = (path: string): unknown =>
    JSON.parse(repositorySources((candidate) => candidate === path)[0]?.text ?? '{}');
  const manifest = groups.parse(json('package.json'));

  it('are pinned, and the lock file is in step', () => {
    const raw = json('package-lock.json');
    expect(pinProblems(manifest, { ...lockFile.parse(raw), root: lockRoot.parse(raw).packages[''] })).toEqual([]);
  });

  it('are all in the lock file, for every platform', () => {
    expect(holeProblems(lockFile.parse(json('package-lock.json')))).toEqual([]);
  });

  it('hold what the product imports when it runs', () => {
    expect(runtimeProblems(repositorySources(isTypeScript), manifest)).toEqual([]);
  });

  it.each(agreed)('hold %s', (name) => {
    expect(Object.keys(allOf(manifest))).toContain(name);
  });

  const none = { dependencies: {}, devDependencies: {}, optionalDependencies: {} };

  it('are found wanting when a version is open, or the lock file is behind', () => {
    const wanted = {
      ...none,
      dependencies: { pino: '^10.0.0', zod: '4.6.7' },
      devDependencies: { vitest: '5.1.1-beta.2' },
    };
    const lock = {
      root: { ...none, dependencies: { pino: '10.0.0', pg: '8.0.0' } },
      ...lockFile.parse({
        packages: {
          'node_modules/pino': { version: '10.0.0' },
          'node_modules/zod': { version: '4.6.6' },
          'node_modules/vitest': { version: '5.1.1-beta.2', resolved: 'https://example.org/vitest.tgz' },
        },
      }),
    };
    expect(pinProblems(wanted, lock)).toEqual([
      'pino: "^10.0.0" is not one exact version',
      'pino: package-lock.json does not hold ^10.0.0',
      'zod: package-lock.json does not hold 4.6.7',
      'pg: is in package-lock.json, not in package.json',
      'node_modules/vitest: package-lock.json names the host it was fetched from',
    ]);
    expect(pinProblems(none, { root: none, packages: {} })).toEqual(['no dependency was read']);
  });

  it('are found wanting when the lock file has a hole', () => {
    const packages = {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': { dependencies: { b: '^1.0.0', c: '^1.0.0' }, optionalDependencies: { 'a-linux': '1.0.0' } },
      'node_modules/c': {},
      'node_modules/a/node_modules/b': { dependencies: { c: '^1.0.0' } },
    };
    expect(holeProblems(lockFile.parse({ packages }))).toEqual([
      'package-lock.json: node_modules/a asks for a-linux, which is missing; npm ci will refuse',
    ]);
    expect(holeProblems({ packages: {} })).toEqual(['no package was read']);
  });

  it('are found wanting when the product runs on one for development only', () => {
    const text =
      "import { z } from 'zod';\nimport ws from 'ws';\nimport type { Block } from '@slack/types';\nimport fs from 'node:fs';";
    const wanted = {
      ...none,
      dependencies: { zod: '4.6.7' },
      devDependencies: { ws: '8.0.0', '@slack/types': '3.0.0' },
    };
    expect(runtimeProblems([{ path: 'src/a.ts', text }], wanted)).toEqual([
      'src/a.ts:2: ws is not among the dependencies',
    ]);
    expect(runtimeProblems([{ path: 'test/a.ts', text }], wanted)).toEqual(['no file was scanned']);
  });
});
