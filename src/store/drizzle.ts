import { createRequire } from 'node:module';
import type * as Drizzle from 'drizzle-orm';
import type * as NodePostgres from 'drizzle-orm/node-postgres';
import type * as Migrator from 'drizzle-orm/node-postgres/migrator';
import type * as PgCore from 'drizzle-orm/pg-core';

/**
 * drizzle-orm in the form that loads at once. Its package.json is 180 kB long, and Node reads that again for every one of its ES modules: half a second of
 * each start. Its CommonJS files are the same code and spare that.
 */
const require = createRequire(import.meta.url);
const orm: typeof Drizzle = require('drizzle-orm');
const postgres: typeof NodePostgres = require('drizzle-orm/node-postgres');
const migrator: typeof Migrator = require('drizzle-orm/node-postgres/migrator');
const core: typeof PgCore = require('drizzle-orm/pg-core');

export type { SQL } from 'drizzle-orm';
export type { NodePgDatabase } from 'drizzle-orm/node-postgres';

export const { and, or, eq, ne, gt, gte, lt, lte, inArray, notInArray, isNull, isNotNull, notExists, arrayContains } =
  orm;
export const { asc, desc, count, max, min, sql, getTableColumns, getTableName, is, DrizzleQueryError } = orm;
export const { drizzle } = postgres;
export const { migrate } = migrator;
export const {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgSchema,
  PgTable,
  primaryKey,
  text,
  unique,
} = core;
