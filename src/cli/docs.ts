import { writeFile } from 'node:fs/promises';
import { commands } from '#commands/index.ts';
import { settings } from '#src/config.ts';
import { policyJsonSchema } from '#src/policy.ts';
import { commandsPage } from './docs/commands.ts';
import { configurationPage } from './docs/configuration.ts';

/** The pages that are made of the code: path from the root, and what stands in it. */
export function madePages(): Readonly<Record<string, string>> {
  return {
    'docs/commands.md': commandsPage(commands),
    'docs/configuration.md': configurationPage(settings, policyJsonSchema()),
  };
}

async function main(): Promise<void> {
  for (const [path, text] of Object.entries(madePages()))
    await writeFile(new URL(`../../${path}`, import.meta.url), text);
}

if (import.meta.main) await main();
