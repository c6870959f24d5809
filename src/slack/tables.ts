import type { Command } from '#src/define.ts';

export type Table<Run> = ReadonlyMap<string, { readonly key: string; readonly command: Command; readonly run: Run }>;

/** What commands claim, by its key. Throws when two claim the same. */
export function tableOf<Run>(
  what: string,
  commands: readonly Command[],
  entriesOf: (command: Command) => readonly (readonly [string, Run])[],
): Table<Run> {
  const table = new Map<string, { key: string; command: Command; run: Run }>();
  for (const command of commands) {
    for (const [key, run] of entriesOf(command)) {
      if (table.has(key)) throw new Error(`two commands have the same ${what}: ${key}`);
      table.set(key, { key, command, run });
    }
  }
  return table;
}
