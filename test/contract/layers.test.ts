import { describe, expect, it } from 'vitest';
import { house, type Room } from '#test/contract/house.ts';
import { type Import, importsOf, targetOf } from '#test/contract/imports.ts';
import { isTypeScript, repositorySources, type Source } from '#test/contract/sources.ts';

const table = 'test/contract/house.ts';

/** One sentence per import that the table of the house does not allow. */
function layerProblems(sources: readonly Source[]): readonly string[] {
  const housed = sources.filter((source) => source.path.includes('/'));
  if (housed.length === 0) return ['no file was scanned'];
  return housed.flatMap((source) => {
    const home = roomOf(source.path);
    if (home === undefined) return [`${source.path}: stands in no room of ${table}`];
    return importsOf(source).flatMap((found) => {
      const problem = refusal(found, source.path, home);
      return problem === undefined
        ? []
        : [`${source.path}:${found.line}: ${problem} (rule "${home.room}" in ${table})`];
    });
  });
}

function refusal(found: Import, importer: string, home: Room): string | undefined {
  if (found.specifier === undefined) return home.computed ? undefined : 'computes the name of what it imports';
  const target = targetOf(found.specifier, importer);
  const what = `imports ${found.specifier}`;
  if (target.kind === 'node') return home.node ? undefined : `${what}, a built-in: this room is pure`;
  if (target.kind === 'package') {
    const fits = (pattern: string): boolean =>
      pattern === '*' ||
      pattern === target.name ||
      (pattern.endsWith('/*') && target.name.startsWith(pattern.slice(0, -1)));
    if ((home.packages ?? []).some(fits)) return undefined;
    if (!(home.types ?? []).some(fits)) return `${what}, a package this room may not use`;
    return found.typesOnly ? undefined : `${what}, of which it may import types only`;
  }
  if (sameRoom(importer, target.path, home)) return undefined;
  const covers = (name: string): boolean => coversPath(name.replace('{own}', ownName(importer, home)), target.path);
  if (home.may.some(covers)) return undefined;
  if (!(home.types ?? []).some(covers)) return `${what}, which is outside what this room may know`;
  return found.typesOnly ? undefined : `${what}, of which it may import types only`;
}

/** The room with the longest name that holds the path. */
function roomOf(path: string): Room | undefined {
  return house.filter(({ room }) => holds(room, path)).sort((a, b) => specificity(b) - specificity(a))[0];
}

function specificity({ room }: Room): number {
  return room.split('/').length * 2 - (room.endsWith('/*') ? 1 : 0);
}

function holds(room: string, path: string): boolean {
  if (!room.endsWith('/*')) return path === `${room}.ts` || path.startsWith(`${room}/`);
  return path.startsWith(room.slice(0, -1)) && path.slice(room.length - 1).includes('/');
}

/** `src/vendors/*` is as many rooms as it has folders: there the folder has to be the same too. */
function sameRoom(importer: string, target: string, home: Room): boolean {
  if (roomOf(target) !== home) return false;
  return !home.room.endsWith('/*') || ownName(importer, home) === ownName(target, home);
}

function ownName(path: string, { room }: Room): string {
  const below = path.slice(room.replace(/\*$/, '').replace(/([^/])$/, '$1/').length);
  return (below.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function coversPath(name: string, path: string): boolean {
  if (!name.endsWith('/*.ts')) return path === name || holds(name, path);
  const folder = name.slice(0, -'*.ts'.length);
  return path.startsWith(folder) && !path.slice(folder.length).includes('/');
}

describe('the layers of the house', () => {
  it('are kept by every import', () => {
    expect(layerProblems(repositorySources(isTypeScript))).toEqual([]);
  });

  it.each([
    ['src/domain/a.ts', "import { x } from '#src/store/events.ts';", 'outside'],
    ['src/domain/a.ts', "import type { x } from '#src/ports/clock.ts';", 'outside'],
    ['src/domain/a.ts', "import { createHash } from 'node:crypto';", 'built-in'],
    ['src/domain/a.ts', "import { z } from 'zod';", 'package'],
    ['views/incident/card.ts', "import { x } from '#src/define.ts';", 'types only'],
    ['views/incident/card.ts', "import type { x } from '#src/operations/incident/declare.ts';", 'outside'],
    ['src/store/store.ts', "import { lane } from '#src/queue/lanes.ts';", 'outside'],
    ['src/vendors/slack/client.ts', "import { x } from '#src/vendors/github/schema.ts';", 'outside'],
    ['src/vendors/github/client.ts', "export * from '../pagerduty/schema.ts';", 'outside'],
    ['src/operations/incident/declare.ts', "import {\n  card,\n} from '#views/incident/card.ts';", 'outside'],
    ['src/operations/incident/declare.ts', "const slack = await import('@slack/web-api');", 'package'],
    ['src/operations/incident/declare.ts', 'const x = await import(name);', 'computes'],
    ['src/webhooks/github.ts', "import { x } from '#src/vendors/pagerduty/schema.ts';", 'outside'],
    ['src/webhooks/github.ts', "import { x } from '#src/vendors/github/client.ts';", 'outside'],
    ['src/slack/dispatch.ts', "import { commands } from '#commands/index.ts';", 'outside'],
    ['src/main.ts', "import '#playground/bot.ts';", 'outside'],
    ['playground/fakes/github.ts', "import { x } from '#src/domain/text.ts';", 'outside'],
    ['src/utils/strings.ts', '', 'no room'],
  ])('refuse in %s: %s', (path, text, reason) => {
    const problems = layerProblems([{ path, text }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${path}.*${reason}`));
  });

  it.each([
    ['src/domain/a.ts', "import { Temporal } from 'temporal-polyfill';\n// import { x } from '#src/store/x.ts';"],
    [
      'views/incident/card.ts',
      "import type { x } from '#src/define.ts';\nimport { type B, type C } from '@slack/types';",
    ],
    [
      'src/vendors/github/client.ts',
      "import { s } from './schema.ts';\nimport { fetchJson } from '#src/vendors/fetch-json.ts';",
    ],
    ['src/webhooks/github.ts', "import { s } from '#src/vendors/github/schema.ts';"],
    ['commands/incident/declare.ts', "import { declareIncident } from '#src/operations/incident/declare.ts';"],
    ['test/domain/a.test.ts', "import { x } from '#playground/bot.ts';"],
  ])('allow in %s: %s', (path, text) => {
    expect(layerProblems([{ path, text }])).toEqual([]);
  });

  it('say the line and the rule', () => {
    const text = "// a remark\nimport type { A } from '#src/domain/a.ts';\nimport { b } from '#src/queue/b.ts';\n";
    expect(layerProblems([{ path: 'src/store/a.ts', text }])).toEqual([
      'src/store/a.ts:3: imports #src/queue/b.ts, which is outside what this room may know (rule "src/store" in test/contract/house.ts)',
    ]);
  });

  it('cannot be green over nothing', () => {
    expect(layerProblems([])).toEqual(['no file was scanned']);
  });
});
