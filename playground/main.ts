import { mkdir } from 'node:fs/promises';
import { startPlayground } from './playground.ts';

const dataDir = process.env['DATA_DIR'] ?? '.data/playground';
await mkdir(dataDir, { recursive: true });
console.log('Starting PostgreSQL, a Slack workspace and the bot …');
const port = Number(process.env['PORT'] ?? 4400);
const playground = await startPlayground({
  port,
  storage: { DATA_DIR: dataDir },
  ...(process.env['VERBOSE'] && { botOutput: process.stdout }),
}).catch((error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken, perhaps by another playground. Choose another: PORT=4401 npm run playground`
      : error.message,
  );
  process.exit(1);
});
console.log(`
  The playground is open:  ${playground.url}

  You are Ana, on call. Type in #incidents:
    /apgms incident declare sev2 api-gateway bank-lines returns 500

  What you declare is kept in ${dataDir}. Ctrl-C ends it.
`);

async function end(): Promise<void> {
  await playground.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
