import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from './playground.ts';
import { bankLines } from './scenarios/bank-lines.ts';
import { missedUpdate } from './scenarios/missed-update.ts';
import { createTranscript } from './transcript.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'apgms-demo-'));
// Started as root, PostgreSQL runs under another account, which has to get in.
await chmod(dataDir, 0o711);
const told = createTranscript(console.log);
const playground = await startPlayground({ storage: { DATA_DIR: dataDir } });
try {
  await bankLines(playground, told);
  await missedUpdate(playground, told);
} finally {
  await playground.close();
  await rm(dataDir, { recursive: true, force: true });
}
console.log(told.allHeld() ? '\nEverything held.' : '\nNot everything held.');
process.exit(told.allHeld() ? 0 : 1);
