import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The migrated database every test database is copied from. Nobody may be connected to it while that happens. */
export const template = 'apgms_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the run's cluster, as its superuser. */
    readonly adminUrl: string;
  }
}

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, with whatever is still connected to it. */
  drop(): Promise<void>;
}

/** Promises a database of the caller's own with all migrations applied. The name helps when looking into a failure. */
export async function databaseFromTemplate(name = 'test'): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const database = `${name}_${randomBytes(4).toString('hex')}`;
  const quoted = pg.escapeIdentifier(database);
  await execute(adminUrl, `create database ${quoted} template ${template} strategy file_copy`);
  return {
    url: urlOfDatabase(adminUrl, database),
    drop: () => execute(adminUrl, `drop database if exists ${quoted} with (force)`),
  };
}

export function urlOfDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
