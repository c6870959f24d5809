import type { Pool, PoolClient } from 'pg';

/** So many statements are remembered at most: those that vary with the number of their rows must not fill the server's memory. */
const most = 300;

/**
 * Has each line of the pool remember the statements that are sent again and again, so that the server reads and plans them once and not for every effect
 * anew. What is sent for the first time is not remembered yet. To be called once, before the pool has lines.
 */
export function rememberStatements(pool: Pool): void {
  const seen = new Set<string>();
  const names = new Map<string, string>();

  function nameOf(text: string): string | undefined {
    if (seen.has(text)) names.set(text, names.get(text) ?? `often_${names.size}`);
    else if (seen.size < most) seen.add(text);
    return names.get(text);
  }
  pool.on('connect', (client) => nameQueries(client, nameOf));
}

/** What comes without values, as `begin` does, is sent in the simple way, which knows no names. */
function nameQueries(client: PoolClient, nameOf: (text: string) => string | undefined): void {
  const send = client.query;
  function query(statement: unknown, ...rest: readonly unknown[]): unknown {
    return Reflect.apply(send, client, [named(statement, nameOf), ...rest]);
  }
  Object.defineProperty(client, 'query', { value: query });
}

function named(statement: unknown, nameOf: (text: string) => string | undefined): unknown {
  if (typeof statement !== 'object' || statement === null) return statement;
  if (!('text' in statement) || typeof statement.text !== 'string' || 'submit' in statement) return statement;
  const name = nameOf(statement.text);
  return name === undefined ? statement : { ...statement, name };
}
