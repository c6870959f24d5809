import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { house } from '#test/contract/house.ts';
import { lineAt, repositoryPaths, repositorySources, type Source } from '#test/contract/sources.ts';

const linesToTry = ['npm ci && npm run playground', 'npm ci && npm test'] as const;
const longestReadme = 25;
const packageFile = z.object({ scripts: z.record(z.string(), z.string()) });

/** The README tells a newcomer two lines to type; the second is what the continuous integration runs, part by part. */
function commandProblems(readme: string, ciScript: string): readonly string[] {
  const ciLines = ciScript.split('\n').map((line) => line.trim());
  return [
    ...linesToTry
      .filter((wanted) => !readme.split('\n').some((line) => line.trim() === wanted))
      .map((wanted) => `README.md: lacks the line "${wanted}"`),
    ...linesToTry[1]
      .split(' && ')
      .filter((command) => !ciLines.some((line) => line === command || line.startsWith(`${command} |`)))
      .map((command) => `.ci/run: does not run "${command}", as the README does`),
  ];
}

/** Every npm script a page names exists. `npm test` and `npm start` are scripts too. */
function scriptProblems(pages: readonly Source[], scripts: readonly string[]): readonly string[] {
  if (pages.length === 0) return ['no page was read'];
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].flatMap((match) => {
      const script = match[1] ?? match[2] ?? '';
      return scripts.includes(script)
        ? []
        : [`${path}:${lineAt(text, match.index)}: package.json has no script "${script}"`];
    }),
  );
}

/** Every relative link of a page leads to a file or a folder of ours. */
function linkProblems(pages: readonly Source[], paths: readonly string[]): readonly string[] {
  if (pages.length === 0) return ['no page was read'];
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].flatMap((match) => {
      const [link = ''] = (match[1] ?? '').split('#');
      if (link === '' || /^[a-z]+:/.test(link)) return [];
      const target = posix.join(posix.dirname(path), link).replace(/\/$/, '');
      const found = paths.some((candidate) => candidate === target || candidate.startsWith(`${target}/`));
      return found ? [] : [`${path}:${lineAt(text, match.index)}: leads to ${target}, which does not exist`];
    }),
  );
}

/** Every room that is a folder says in a few lines what lives in it; no folder's README grows into a manual. */
function folderProblems(paths: readonly string[], readmes: readonly Source[]): readonly string[] {
  const folders = new Set(paths.flatMap((path) => roomFolders(path)));
  if (folders.size === 0) return ['no folder was found'];
  return [
    ...[...folders]
      .filter((folder) => !paths.includes(`${folder}/README.md`))
      .sort()
      .map((folder) => `${folder}/: has no README.md (what lives here, what does not, how to add one)`),
    ...readmes
      .filter(({ path }) => path.includes('/') && !path.startsWith('docs/'))
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > longestReadme)
      .map(({ path, lines }) => `${path}: has ${lines} lines, at most ${longestReadme} are read`),
  ];
}

function roomFolders(path: string): readonly string[] {
  return house.flatMap(({ room }) => {
    const folder = new RegExp(`^${room.replace('*', '[^/]+')}(?=/)`).exec(path)?.[0];
    return folder === undefined ? [] : [folder];
  });
}

function isPage(path: string): boolean {
  return path.endsWith('.md');
}

describe('the README and the docs', () => {
  const text = (path: string): string => repositorySources((candidate) => candidate === path)[0]?.text ?? '';

  it('tell the two lines that try the bot and test it, and the tests are those of .ci/run', () => {
    expect(commandProblems(text('README.md'), text('.ci/run'))).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = packageFile.parse(JSON.parse(text('package.json')));
    expect(scriptProblems(repositorySources(isPage), Object.keys(scripts))).toEqual([]);
  });

  it('link only to what exists', () => {
    expect(linkProblems(repositorySources(isPage), repositoryPaths())).toEqual([]);
  });

  it('have a short README in every room', () => {
    expect(
      folderProblems(
        repositoryPaths(),
        repositorySources((path) => path.endsWith('README.md')),
      ),
    ).toEqual([]);
  });

  it('are found wanting when a command is missing', () => {
    expect(commandProblems('run npm ci && npm test, please', 'npm ci\nnpm test --silent\n')).toEqual([
      'README.md: lacks the line "npm ci && npm run playground"',
      'README.md: lacks the line "npm ci && npm test"',
      '.ci/run: does not run "npm test", as the README does',
    ]);
    expect(commandProblems(`    ${linesToTry.join('\n    ')}`, 'npm ci\nnpm test || failed=1')).toEqual([]);
  });

  it('are found wanting when a script is not there', () => {
    const page = { path: 'docs/a.md', text: 'Type\n`npm run fly` or `npm run check`, then `npm start`.' };
    expect(scriptProblems([page], ['check'])).toEqual([
      'docs/a.md:2: package.json has no script "fly"',
      'docs/a.md:2: package.json has no script "start"',
    ]);
    expect(scriptProblems([], [])).toEqual(['no page was read']);
  });

  it('are found wanting when a link leads nowhere', () => {
    const page = {
      path: 'docs/a.md',
      text: '[b](b.md#part) [c](../src/) [d](https://example.org/x) [e](#here)\n[f](./gone.md "title")',
    };
    expect(linkProblems([page], ['docs/b.md', 'src/main.ts'])).toEqual([
      'docs/a.md:2: leads to docs/gone.md, which does not exist',
    ]);
    expect(linkProblems([], [])).toEqual(['no page was read']);
  });

  it('are found wanting when a room says nothing, or too much', () => {
    const paths = ['src/store/store.ts', 'src/vendors/slack/client.ts', 'src/vendors/README.md', 'src/errors.ts'];
    expect(folderProblems(paths, [{ path: 'src/vendors/README.md', text: 'line\n'.repeat(26) }])).toEqual([
      'src/store/: has no README.md (what lives here, what does not, how to add one)',
      'src/vendors/slack/: has no README.md (what lives here, what does not, how to add one)',
      'src/vendors/README.md: has 26 lines, at most 25 are read',
    ]);
    expect(folderProblems([], [])).toEqual(['no folder was found']);
  });
});
