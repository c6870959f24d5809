import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyDatabase } from './empty-database.ts';
import { type Playground, startPlayground } from './playground.ts';

// A folder of its own: what is emptied here is never the database of a bot that runs in the same DATA_DIR.
const dataDir = join(process.env['DATA_DIR'] ?? '.data', 'playground');
const port = Number(process.env['PORT'] ?? 4400);

/** The workspace forgets everything when it ends, so the bot must not remember either. */
async function startEmpty(): Promise<Playground> {
  await mkdir(dataDir, { recursive: true });
  await emptyDatabase(dataDir);
  return startPlayground({
    port,
    storage: { DATA_DIR: dataDir },
    ...(process.env['VERBOSE'] && { botOutput: process.stdout }),
  });
}

console.log('Starting PostgreSQL, a Slack workspace and the bot …');
const playground = await startEmpty().catch((error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken, perhaps by another playground. Choose another: PORT=4401 npm run playground`
      : error.message,
  );
  process.exit(1);
});
console.log(`
  The playground is open:  ${playground.url}

  You are Ana. Type in #incidents:
    /apgms incident declare sev2 api-gateway bank-lines returns 500

  It begins empty each time. Ctrl-C ends it.
`);

async function end(): Promise<void> {
  await playground.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
