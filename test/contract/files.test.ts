import { describe, expect, it } from 'vitest';
import { importsOf } from '#test/contract/imports.ts';
import { codeOf, isTypeScript, lineAt, repositorySources, type Source } from '#test/contract/sources.ts';

/** A file that may do what others may not, and why. An exception nobody needs any more is a failure too. */
type Exception = { readonly path: string; readonly why: string };

const longest = 250;
const longFiles: readonly Exception[] = [];

/** Where a value from outside gets its type without zod. Everywhere else it is parsed. */
const trustBoundaries: readonly Exception[] = [];

const loosenings: readonly Pattern[] = [
  [/[:<|&,]\s*any\b(?=\s*[[\]>,;)=|&{])/g, 'uses `any`'],
  [/\bas\s+(?!const\b)(?=[\w$({[])/g, 'asserts a type with `as`; parse with zod instead'],
];
// In comments, so looked for in the text as it stands.
const silencers: readonly Pattern[] = [[/@ts-(?:ignore|expect-error|nocheck)/g, 'silences the compiler']];

const sleeping = 'waits for time to pass; wait for what happens instead';
const testHabits: readonly Pattern[] = [
  [/\b(?:describe|it|test)(?:\.\w+)*\.(?:only|skip|todo)\b/g, 'leaves tests out; only skipIf may, and says so loudly'],
  [/\bsetTimeout\s*\(/g, sleeping],
  [/\bvi\.(?:mock|doMock|stubGlobal)\s*\(/g, 'mocks a module; use the real part or a fake vendor'],
];

const hosts: readonly Pattern[] = [
  [/(?<![\w.:/~-])\/(?:home|Users|root|work|mnt)\/[\w.-]+/g, 'names a folder of one machine'],
  [/\bregistry[.-][\w.-]+\.[a-z]{2,}|\b(?:artifactory|verdaccio)\b/gi, 'names a package registry'],
];

type Pattern = readonly [pattern: RegExp, problem: string];

function found(path: string, text: string, patterns: readonly Pattern[]): readonly string[] {
  return patterns.flatMap(([pattern, problem]) =>
    [...text.matchAll(pattern)].map(
      (match) => `${path}:${lineAt(text, match.index + match[0].search(/\S/))}: ${problem}`,
    ),
  );
}

/** The files the check finds fault with must be the excepted ones: no more, and no fewer. */
function judged(
  sources: readonly Source[],
  exceptions: readonly Exception[],
  check: (source: Source) => readonly string[],
): readonly string[] {
  if (sources.length === 0) return ['no file was scanned'];
  const faulty = sources
    .map((source) => ({ path: source.path, problems: check(source) }))
    .filter(({ problems }) => problems.length > 0);
  return [
    ...faulty
      .filter(({ path }) => !exceptions.some((exception) => exception.path === path))
      .flatMap(({ problems }) => problems),
    ...exceptions
      .filter(({ path }) => !faulty.some((file) => file.path === path))
      .map(({ path }) => `${path}: no longer needs its exception; remove it`),
  ];
}

function lengthProblems({ path, text }: Source): readonly string[] {
  const lines = text.trimEnd().split('\n').length;
  return lines > longest ? [`${path}: has ${lines} lines, more than ${longest}; split it along a real seam`] : [];
}

function typeProblems({ path, text }: Source): readonly string[] {
  // `import { a as b }` and `export * as c` rename; they assert nothing.
  const code = codeOf(text).replace(
    /^[ \t]*(?:import|export)\s+(?:type\s+)?(?:\*\s*as\b|\{[^}]*\}|[\w$]+\s*,\s*\{[^}]*\})/gm,
    (clause) => clause.replace(/[^\n]/g, ' '),
  );
  return [...found(path, code, loosenings), ...found(path, text, silencers)];
}

function habitProblems(source: Source): readonly string[] {
  const timers = importsOf(source).filter(({ specifier }) => specifier?.endsWith('timers/promises'));
  return [
    ...found(source.path, codeOf(source.text), testHabits),
    ...timers.map(({ line }) => `${source.path}:${line}: ${sleeping}`),
  ];
}

function hostProblems({ path, text }: Source): readonly string[] {
  return found(path, text, hosts);
}

function nameProblems({ path }: Source): readonly string[] {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const named = kebab.test(file.split('.')[0] ?? '') && folders.every((folder) => kebab.test(folder.replace(/^_/, '')));
  return named ? [] : [`${path}: is not named in kebab-case`];
}

const isProduct = (path: string): boolean => isTypeScript(path) && /^(src|commands|views|playground)\//.test(path);
const isCode = (path: string): boolean => /\.(?:ts|js|css|html)$/.test(path);
const isText = (path: string): boolean =>
  !/\.(?:png|jpe?g|ico|woff2?|ttf|otf|gz)$/.test(path) && path !== 'test/contract/files.test.ts';

describe('every file', () => {
  it('is short enough to be read in one go', () => {
    expect(judged(repositorySources(isProduct), longFiles, lengthProblems)).toEqual([]);
  });

  it('tells the compiler the truth', () => {
    expect(judged(repositorySources(isTypeScript), trustBoundaries, typeProblems)).toEqual([]);
  });

  it('is named in kebab-case', () => {
    expect(judged(repositorySources(isCode), [], nameProblems)).toEqual([]);
  });

  it('knows no machine and no registry', () => {
    expect(judged(repositorySources(isText), [], hostProblems)).toEqual([]);
  });

  it('of the tests runs whole, on real parts, without sleeping', () => {
    expect(
      judged(
        repositorySources((path) => path.endsWith('.test.ts')),
        [],
        habitProblems,
      ),
    ).toEqual([]);
  });
});

describe('the checks of files', () => {
  const check = (of: (source: Source) => readonly string[], path: string, text = ''): readonly string[] =>
    judged([{ path, text }], [], of);

  it('fail over nothing, and when an exception is not needed any more', () => {
    expect(judged([], [], nameProblems)).toEqual(['no file was scanned']);
    expect(judged([{ path: 'src/a.ts', text: '' }], [{ path: 'src/b.ts', why: 'once' }], typeProblems)).toEqual([
      'src/b.ts: no longer needs its exception; remove it',
    ]);
    expect(judged([{ path: 'src/a.ts', text: 'x as Y' }], [{ path: 'src/a.ts', why: 'edge' }], typeProblems)).toEqual(
      [],
    );
  });

  it('count lines', () => {
    expect(check(lengthProblems, 'src/a.ts', 'x\n'.repeat(250))).toEqual([]);
    expect(check(lengthProblems, 'src/a.ts', 'x\n'.repeat(251))).toEqual([
      'src/a.ts: has 251 lines, more than 250; split it along a real seam',
    ]);
  });

  it.each(['const a: any = b;', 'f<any>()', 'type A = B | any;', 'const a: any[] = [];', 'Record<string, any>'])(
    'see any in %s',
    (text) => {
      expect(check(typeProblems, 'src/a.ts', text)).toEqual(['src/a.ts:1: uses `any`']);
    },
  );

  it.each(['x as Y', '(a.b as { c: D }).c', 'x as unknown', '`${x as string}`'])('see an assertion in %s', (text) => {
    expect(check(typeProblems, 'src/a.ts', `\n${text}`)).toEqual([
      'src/a.ts:2: asserts a type with `as`; parse with zod instead',
    ]);
  });

  it.each(['ignore', 'expect-error', 'nocheck'])('see @ts-%s', (word) => {
    expect(check(typeProblems, 'src/a.ts', `// @${'ts'}-${word}`)).toEqual(['src/a.ts:1: silences the compiler']);
  });

  it.each([
    'const a = [1] as const;',
    "import { a as b } from './a.ts';",
    "import c, {\n  type D as E,\n} from './a.ts';",
    "import * as f from './a.ts';",
    "export { g as h } from './a.ts';\nexport * as i from './a.ts';",
    "// as any: any\nconst j = 'x as any';",
    'expect.any(String); Promise.any(all); const many: Many = k;',
  ])('see nothing wrong in %j', (text) => {
    expect(check(typeProblems, 'src/a.ts', text)).toEqual([]);
  });

  it.each(['src/myFile.ts', 'src/Card.ts', 'src/some_file.ts', 'src/Incident/card.ts'])(
    'refuse the name %s',
    (path) => {
      expect(check(nameProblems, path)).toEqual([`${path}: is not named in kebab-case`]);
    },
  );

  it.each(['src/main.ts', 'commands/_grammar/nearest-word.ts', 'test/domain/sev-1.test.ts'])(
    'accept the name %s',
    (path) => {
      expect(check(nameProblems, path)).toEqual([]);
    },
  );

  it.each(['cd /home/someone', "'/Users/me/x'", 'at /mnt/here', 'https://registry.example.org/x', 'artifactory'])(
    'see a place in %s',
    (text) => {
      expect(check(hostProblems, 'docs/a.md', text)).toHaveLength(1);
    },
  );

  it.each(['https://example.org/home/page', 'src/mnt/a.ts', './home/x', 'a registry of effects', '~/mnt/x'])(
    'see no place in %s',
    (text) => {
      expect(check(hostProblems, 'docs/a.md', text)).toEqual([]);
    },
  );

  it.each([
    ['it.only(name, run)', 'leaves tests out'],
    ['describe.each(rows)(name, run)', undefined],
    ['describe.concurrent.skip(name, run)', 'leaves tests out'],
    ['it.todo(name)', 'leaves tests out'],
    ['describe.skipIf(noRedis)(name, run)', undefined],
    ['await new Promise((done) => setTimeout(done, 50))', 'waits for time'],
    ["import { setTimeout as sleep } from 'node:timers/promises';", 'waits for time'],
    ["vi.mock('./store.ts')", 'mocks a module'],
  ])('judge the test code %s', (text, problem) => {
    const problems = check(habitProblems, 'test/a.test.ts', text);
    expect(problems).toHaveLength(problem === undefined ? 0 : 1);
    expect(problems.join()).toContain(problem ?? '');
  });
});
