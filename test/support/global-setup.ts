import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { clusterIn } from '#src/store/embedded/cluster.ts';
import { startEmbeddedPostgres } from '#src/store/embedded/embedded.ts';
import { livingPostmaster } from '#src/store/embedded/postmaster.ts';
import { migrate } from '#src/store/migrate.ts';
import { execute, template, urlOfDatabase } from '#test/support/cluster.ts';
import { abandonedDataDirs, newDataDir } from '#test/support/data-dir.ts';
import { writePatientPolicy } from '#test/support/patient-policy.ts';

const log = { info: () => undefined, warn: () => undefined };

// Nothing in it is worth a disk flush; several bots with their pools are connected at once.
const superuserSettings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };

/** One cluster per run, with the database all test databases are copied from, and one patient policy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandonedClusters();
  const dataDir = await newDataDir();
  const postgres = await startEmbeddedPostgres({ dataDir, log, superuserSettings });
  async function teardown(): Promise<void> {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  try {
    await execute(postgres.url, `create database ${template}`);
    await migrate(urlOfDatabase(postgres.url, template));
    project.provide('adminUrl', postgres.url);
    const patientPolicy = join(dataDir, 'patient.yaml');
    await writePatientPolicy(patientPolicy);
    project.provide('patientPolicy', patientPolicy);
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** The server of a killed run lives on: it is taken over like any other, and stopped. */
async function removeAbandonedClusters(): Promise<void> {
  for (const dataDir of await abandonedDataDirs()) {
    try {
      const alive = await livingPostmaster(clusterIn(dataDir).data);
      if (alive !== undefined) await (await startEmbeddedPostgres({ dataDir, log })).stop();
      await rm(dataDir, { recursive: true, force: true });
    } catch (error) {
      // Another run may be at it too, or it may be another user's.
      process.emitWarning(`could not remove ${dataDir}, which a killed test run left: ${String(error)}`);
    }
  }
}
