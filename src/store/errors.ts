import pg from 'pg';
import { StoreUnavailable } from '#src/errors.ts';
import { DrizzleQueryError } from './drizzle.ts';

/** A statement the database refused: a bug of ours. Names what was broken and none of the values. */
export class StoreFault extends Error {
  readonly sqlstate: string;
  readonly constraint: string | null;

  constructor(sqlstate: string, constraint: string | null) {
    super(`the database refused a statement: ${sqlstate}${constraint === null ? '' : ` (${constraint})`}`);
    this.name = 'StoreFault';
    this.sqlstate = sqlstate;
    this.constraint = constraint;
  }
}

/** Another transaction got in the way and the database ended ours. Trying again at once is right. */
export class StoreContended extends StoreUnavailable {
  constructor(cause: unknown) {
    super(cause);
    this.name = 'StoreContended';
  }
}

/** Serialization failure, deadlock. */
const contended = new Set(['40001', '40P01']);

/**
 * Classes of SQLSTATE that say "not now": 08 connection, 53 out of resources, 57 operator intervention (shutdown, starting up, statement timeout); then
 * idle transaction ended, read-only (a standby) and lock timeout.
 */
const notNow = /^(?:08|53|57)|^(?:25P03|25006|55P03)$/;

/** Classes of SQLSTATE that say "not you": 28 a wrong user or password, 3D no such database. */
const notAdmitted = /^(?:28|3D)/;

/** Faults of the line, as Node names them, and as the driver words them where it gives no code. */
const lineCodes = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ENOENT|EADDRNOTAVAIL)/;
const lineWords =
  /^(?:Connection terminated|timeout exc|timeout expired|Query read timeout|Client (?:has encountered|was closed)|Cannot use a pool)/;

/** What a caller may see of `error`: statements and their values never leave this room. */
export function translated(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (cause instanceof pg.DatabaseError) return ofServer(cause);
  if (isOfLine(cause)) return new StoreUnavailable(cause);
  return error instanceof DrizzleQueryError ? new StoreFault('unknown', null) : error;
}

function ofServer({ code = 'unknown', constraint }: pg.DatabaseError): Error {
  const fault = new StoreFault(code, constraint ?? null);
  if (contended.has(code)) return new StoreContended(fault);
  return notNow.test(code) ? new StoreUnavailable(fault) : fault;
}

function isOfLine(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOfLine);
  return error instanceof Error && (lineCodes.test(codeOf(error)) || lineWords.test(error.message));
}

/** The SQLSTATE, or Node's name for a fault of the line; the error's name where it has neither. */
export function codeOf(error: Error): string {
  if (error instanceof StoreFault) return error.sqlstate;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** For whoever starts us: why the database cannot be used, in a sentence; `null` where `error` is about something else. */
export function databaseProblem(error: unknown): string | null {
  if (error instanceof StoreUnavailable) {
    const why = error.cause instanceof Error ? codeOf(error.cause) : 'no answer';
    return `DATABASE_URL: the database cannot be reached (${why}). Is it running, and is the address right?`;
  }
  if (error instanceof StoreFault && notAdmitted.test(error.sqlstate))
    return `DATABASE_URL: the server does not let us in (${error.sqlstate}). Are user, password and database name right?`;
  return null;
}
