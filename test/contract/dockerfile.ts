export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile in order: comments left out, continued lines joined. */
export function instructionsOf(text: string): readonly Instruction[] {
  return text
    .replace(/^[ \t]*#.*\n/gm, '')
    .replace(/\\\n[ \t]*/g, '')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^\s*([A-Za-z]+)\s+(.*?)\s*$/.exec(line) ?? [];
      return name === undefined || rest === undefined ? [] : [{ name: name.toUpperCase(), rest }];
    });
}

/** Those of the last stage, which is the image. */
export function lastStageOf(instructions: readonly Instruction[]): readonly Instruction[] {
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
}

export interface Copy {
  /** The stage it is copied from; `null`: from this folder. */
  readonly stage: string | null;
  readonly sources: readonly string[];
}

export function copiesOf(instructions: readonly Instruction[]): readonly Copy[] {
  return instructions
    .filter(({ name }) => name === 'COPY' || name === 'ADD')
    .map(({ rest }) => {
      const words = rest.split(/\s+/);
      const stage = words.find((word) => word.startsWith('--from='))?.slice('--from='.length) ?? null;
      return { stage, sources: words.filter((word) => !word.startsWith('--')).slice(0, -1) };
    });
}

/** Whether a `.dockerignore` of `*` and of lines that let something in again lets this path in. */
export function letsIn(ignored: string, path: string): boolean {
  const lines = ignored.split('\n').map((line) => line.trim());
  if (!lines.includes('*')) return true;
  return lines.some((line) => line.startsWith('!') && (path === line.slice(1) || path.startsWith(`${line.slice(1)}/`)));
}
