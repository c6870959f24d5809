import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One file of the repository: its path from the root with forward slashes, and its text. */
export type Source = { readonly path: string; readonly text: string };

const root = fileURLToPath(new URL('../../', import.meta.url));
const notOurs = new Set(['node_modules', '.git', '.data', '.env', 'coverage']);

/** Paths of all our files, sorted; what is installed, generated or secret is left out. */
export function repositoryPaths(folder = ''): readonly string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => (entry.isDirectory() ? repositoryPaths(`${folder}${entry.name}/`) : [`${folder}${entry.name}`]))
    .sort();
}

/** Reads the files whose path passes the filter. */
export function repositorySources(wanted: (path: string) => boolean): readonly Source[] {
  return repositoryPaths()
    .filter(wanted)
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
}

export function isTypeScript(path: string): boolean {
  return path.endsWith('.ts');
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const string = /(['"])(?:\\[\s\S]|(?!\1)[^\\\n])*\1/y;
// A slash starts a regular expression where an operand is expected, and divides elsewhere.
const regex = /(?<=(?:^|[=(,:[!&|?{};>]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
// The text of a template up to its end or to the next `${`.
const template = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y;

/**
 * TypeScript with the same offsets and lines, but with comments, regular expressions and the text of templates blanked out, and,
 * unless kept, strings too: what is left can be searched by pattern without finding prose.
 */
export function codeOf(text: string, strings: 'keep' | 'blank' = 'blank'): string {
  const inside: ('braces' | 'template')[] = [];
  let code = '';
  while (code.length < text.length) {
    const at = code.length;
    if (inside.at(-1) === 'template') {
      const passed = matchAt(template, text, at) ?? '';
      if (passed.endsWith('${')) inside.push('braces');
      else inside.pop();
      code += blank(passed);
      continue;
    }
    const prose = matchAt(comment, text, at) ?? matchAt(regex, text, at);
    const quoted = matchAt(string, text, at);
    const next = text.charAt(at);
    if (prose !== undefined) code += blank(prose);
    else if (quoted !== undefined) code += strings === 'keep' ? quoted : blank(quoted);
    else {
      code += next === '`' ? ' ' : next;
      if (next === '`') inside.push('template');
      if (next === '{') inside.push('braces');
      if (next === '}') inside.pop();
    }
  }
  return code;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
