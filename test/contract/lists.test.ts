import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, targetOf } from '#test/contract/imports.ts';
import { codeOf, isTypeScript, repositorySources, type Source } from '#test/contract/sources.ts';

/** Folder → what its index.ts exports: the list of everything the folder holds. */
const lists: Readonly<Record<string, string>> = {
  commands: 'commands',
  'src/webhooks': 'webhooks',
  'src/effects': 'effects',
  'src/schedules': 'schedules',
  'src/cli/doctor': 'checks',
};

/** One sentence per module that its folder's list forgot, and per list that is not as agreed. Folders that do not exist yet are left out. */
function listProblems(sources: readonly Source[]): readonly string[] {
  const present = Object.entries(lists).filter(([folder]) => sources.some(({ path }) => path.startsWith(`${folder}/`)));
  if (present.length === 0) return ['no list was checked'];
  return present.flatMap(([folder, name]) => {
    const indexPath = `${folder}/index.ts`;
    const index = sources.find(({ path }) => path === indexPath);
    if (index === undefined)
      return [`${indexPath}: is missing; it exports \`${name}\`, the list of what is in ${folder}/`];
    const modules = sources.map(({ path }) => path).filter((path) => isListed(path, folder));
    const code = codeOf(index.text);
    const imported = importsOf(index).flatMap(({ specifier }) => {
      const target = targetOf(specifier ?? '', indexPath);
      return target.kind === 'ours' && isListed(target.path, folder) ? [target.path] : [];
    });
    return [
      ...(new RegExp(`^export const ${name}\\b`, 'm').test(code) ? [] : [`${indexPath}: does not export \`${name}\``]),
      ...modules
        .filter((path) => !imported.includes(path))
        .map((path) => `${indexPath}: does not list ${posix.relative(folder, path)}`),
      ...imported
        .filter((path) => !modules.includes(path))
        .map((path) => `${indexPath}: lists ${posix.relative(folder, path)}, which does not exist`),
      ...unusedNames(code).map((unused) => `${indexPath}: imports ${unused} without listing it`),
    ];
  });
}

/** Modules of a listed folder: every file but the index and what stands in a folder whose name starts with `_`. */
function isListed(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) && path !== `${folder}/index.ts` && !path.includes('/_');
}

function unusedNames(code: string): readonly string[] {
  const clauses = [...code.matchAll(/^import\s*\{([^}]*)\}/gm)].map(([, names = '']) => names);
  const rest = code.replace(/^import\s*(?:type\s*)?\{[^}]*\}/gm, '');
  return clauses
    .flatMap((names) => names.split(','))
    .map((name) => name.trim().split(/\s+/).at(-1) ?? '')
    .filter((name) => name !== '' && !new RegExp(`\\b${name.replace('$', '\\$')}\\b`).test(rest));
}

describe('the explicit lists', () => {
  it('hold every file of their folder', () => {
    expect(listProblems(repositorySources(isTypeScript))).toEqual([]);
  });

  const declare = { path: 'commands/incident/declare.ts', text: '' };
  const grammar = { path: 'commands/_grammar/tokens.ts', text: '' };
  const index = (text: string): Source => ({ path: 'commands/index.ts', text });

  it('are satisfied by one import and one entry per module', () => {
    const text = "import { declare } from './incident/declare.ts';\nexport const commands = [declare] as const;";
    expect(listProblems([declare, grammar, index(text)])).toEqual([]);
  });

  it.each([
    [
      'a forgotten module',
      [declare, index('export const commands = [];')],
      'commands/index.ts: does not list incident/declare.ts',
    ],
    [
      'a module only spoken of',
      [declare, index("// import { declare } from './incident/declare.ts';\nexport const commands = [];")],
      'commands/index.ts: does not list incident/declare.ts',
    ],
    [
      'an entry without a module',
      [index("import { gone } from './incident/gone.ts';\nexport const commands = [gone];")],
      'commands/index.ts: lists incident/gone.ts, which does not exist',
    ],
    [
      'an import that is not listed',
      [declare, index("import { declare } from './incident/declare.ts';\nexport const commands = [];")],
      'commands/index.ts: imports declare without listing it',
    ],
    ['a list under another name', [index('export const all = [];')], 'commands/index.ts: does not export `commands`'],
    [
      'a folder without a list',
      [{ path: 'src/webhooks/http.ts', text: '' }],
      'src/webhooks/index.ts: is missing; it exports `webhooks`, the list of what is in src/webhooks/',
    ],
    ['nothing at all', [], 'no list was checked'],
  ])('notice %s', (_, sources, problem) => {
    expect(listProblems(sources)).toEqual([problem]);
  });
});
