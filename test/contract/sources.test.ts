import { describe, expect, it } from 'vitest';
import { importsOf } from '#test/contract/imports.ts';
import { codeOf, repositoryPaths } from '#test/contract/sources.ts';

describe('the scanner of the contract tests', () => {
  it.each([
    ["a('as x'); // as y", 'a(      );'],
    ["a(/'as/g, b / c / d)", 'a(      , b / c / d)'],
    ['`as ${{ a: `x${b}` }} as` + c', '      { a:     b}  }}     + c'],
    ['/* as\n * b */ c', '\n        c'],
    ["'it\\'s' + x", '        + x'],
  ])('sees of %j only the code', (text, code) => {
    expect(codeOf(text)).toHaveLength(text.length);
    expect(codeOf(text).replace(/[ \t]+$/gm, '')).toBe(code);
  });

  it('finds every way to name a module, and on which line', () => {
    const text = [
      "import { a } from 'one';",
      "import type { B } from 'two';",
      "import { type C, type D } from 'three';",
      "import d, { type E } from 'four';",
      "import * as f from 'five';",
      'export {',
      '  g,',
      "} from 'six';",
      "export * from 'seven';",
      "import 'eight';",
      "const h = await import('nine');",
      'const i = await import(name);',
      "// import { j } from 'never';",
      'const k = `',
      "import { l } from 'never';",
      '`;',
      "export const m = Array.from('never');",
    ].join('\n');
    expect(
      importsOf({ path: 'a.ts', text }).map(({ specifier, line, typesOnly }) => [specifier, line, typesOnly]),
    ).toEqual([
      ['one', 1, false],
      ['two', 2, true],
      ['three', 3, true],
      ['four', 4, false],
      ['five', 5, false],
      ['six', 6, false],
      ['seven', 9, false],
      ['eight', 10, false],
      ['nine', 11, false],
      [undefined, 12, false],
    ]);
  });

  it('walks the repository and leaves out what is installed', () => {
    expect(repositoryPaths()).toContain('.ci/run');
    expect(repositoryPaths()).toContain('test/contract/sources.ts');
    expect(repositoryPaths().filter((path) => path.includes('node_modules/'))).toEqual([]);
  });
});
