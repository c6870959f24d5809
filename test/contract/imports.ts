import { posix } from 'node:path';
import { codeOf, lineAt, type Source } from '#test/contract/sources.ts';

/** One import, re-export or `import()` of a file. `specifier` is undefined where it is computed at run time. */
export type Import = {
  readonly specifier: string | undefined;
  readonly line: number;
  readonly typesOnly: boolean;
};

const fromClause = /^[ \t]*(?:import|export)\s+(type\s)?([\w$*\s{},]*?)\bfrom\s*(['"])([^'"\n]+)\3/gm;
const sideEffect = /^[ \t]*import\s*(['"])([^'"\n]+)\1/gm;
const call = /\bimport\s*\(\s*(?:(['"])([^'"\n]+)\1)?/g;

/** Every module a TypeScript file names, in the order of its lines. `import { type A }` counts as types only when every name is a type. */
export function importsOf(source: Source): readonly Import[] {
  const code = codeOf(source.text, 'keep');
  const found = (pattern: RegExp, read: (match: RegExpExecArray) => Omit<Import, 'line'>): readonly Import[] =>
    [...code.matchAll(pattern)].map((match) => ({
      ...read(match),
      line: lineAt(code, match.index + match[0].search(/\S/)),
    }));
  return [
    ...found(fromClause, ([, type, names = '', , specifier]) => ({ specifier, typesOnly: !!type || allTypes(names) })),
    ...found(sideEffect, ([, , specifier]) => ({ specifier, typesOnly: false })),
    ...found(call, ([, , specifier]) => ({ specifier, typesOnly: false })),
  ].sort((a, b) => a.line - b.line);
}

function allTypes(names: string): boolean {
  const listed = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  const each = listed?.split(',').filter((name) => name.trim() !== '') ?? [];
  return each.length > 0 && each.every((name) => /^\s*type\s/.test(name));
}

/** What a specifier leads to: a path of ours from the root, a built-in of Node, or the name of a package. */
export type Target =
  | { readonly kind: 'ours'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string };

export function targetOf(specifier: string, importer: string): Target {
  if (specifier.startsWith('#')) return { kind: 'ours', path: specifier.slice(1) };
  if (specifier.startsWith('.')) {
    return { kind: 'ours', path: posix.join(posix.dirname(importer), specifier) };
  }
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  const segments = specifier.split('/');
  return { kind: 'package', name: segments.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}
