import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IntegrationError } from '#src/errors.ts';
import { createLog, type LogOptions } from '#src/log.ts';

const line = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() });

/** A log, and the lines written to it so far. */
function newLog(level: LogOptions['level'] = 'debug') {
  const written: string[] = [];
  const log = createLog({ level, destination: { write: (text) => void written.push(text) } });
  return { log, text: () => written.join(''), lines: () => written.map((text) => line.parse(JSON.parse(text))) };
}

describe('a log line', () => {
  it('is its message, its level by name, an ISO time and its fields', () => {
    const { log, lines } = newLog();
    log.warn({ lane: 'slack', waiting: 3 }, 'the lane is behind');
    expect(lines()).toMatchObject([{ level: 'warn', msg: 'the lane is behind', lane: 'slack', waiting: 3 }]);
  });

  it('has the fields of those it comes from', () => {
    const { log, lines } = newLog();
    log.child({ requestId: 'r1' }).child({ work: 'inc-1.1.slack.pin' }).info({}, 'effect attempted');
    expect(lines()).toMatchObject([{ requestId: 'r1', work: 'inc-1.1.slack.pin' }]);
  });

  it('is written from the level on', () => {
    const { log, lines } = newLog('warn');
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
    expect(lines().map(({ msg }) => msg)).toEqual(['c', 'd']);
  });

  it('is not written at all when silent', () => {
    const { log, text } = newLog('silent');
    log.error({}, 'x');
    expect(text()).toBe('');
  });
});

describe('a secret', () => {
  it.each([
    [{ token: 'hush' }],
    [{ slack: { botToken: 'hush', transport: { signingSecret: 'hush' } } }],
    [{ config: { storage: { databaseUrl: 'hush', redisUrl: 'hush' } } }],
    [{ request: { headers: { authorization: 'hush', 'x-slack-signature': 'hush', cookie: 'hush' } } }],
    [{ payload: { trigger_id: 'hush', response_url: 'hush' } }],
  ])('is blotted out in %j', (fields) => {
    const { log, text } = newLog();
    log.info(fields, 'x');
    log.child(fields).info({}, 'y');
    expect(text()).not.toContain('hush');
    expect(text()).toContain('[redacted]');
  });
});

describe('an error', () => {
  it.each(['err', 'error'])('under "%s" keeps its type, its code, its frames and its causes', (key) => {
    const { log, lines } = newLog();
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const fault = { vendor: 'slack', code: 'unreachable', retryable: true, ambiguous: false, cause } as const;
    log.error({ [key]: new IntegrationError(fault) }, 'effect has a fault');
    expect(lines()[0]?.[key]).toEqual({
      type: 'IntegrationError',
      code: 'unreachable',
      message: 'slack: unreachable',
      stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      cause: {
        type: 'Error',
        code: 'ECONNREFUSED',
        message: 'connect ECONNREFUSED',
        stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      },
    });
  });

  class DrizzleQueryError extends Error {}

  it('of a database says nothing of what was stored', () => {
    const { log, text, lines } = newLog();
    const message = 'Failed query: insert into texts values ($1)\nparams: hush\n    at hush (hush.ts:1:1)';
    log.error({ err: new Error('not stored', { cause: new DrizzleQueryError(message) }) }, 'not stored');
    expect(text()).not.toContain('hush');
    expect(lines()[0]?.['err']).toMatchObject({ message: 'not stored', cause: { type: 'DrizzleQueryError' } });
  });

  it('of a parser does not quote its input', () => {
    const { log, text } = newLog();
    try {
      JSON.parse('{"pin": hush}');
    } catch (error) {
      log.error({ error }, 'not read');
    }
    expect(text()).toContain('SyntaxError');
    expect(text()).not.toContain('hush');
  });

  it('that is none is named by its type', () => {
    const { log, lines } = newLog();
    log.error({ error: 'hush' }, 'x');
    expect(lines()[0]?.['error']).toEqual({ type: 'string' });
  });
});
