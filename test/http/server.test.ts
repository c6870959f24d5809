import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpLimits, type HttpServer, httpLimits, type Route } from '#src/http/server.ts';
import type { Log } from '#src/ports/log.ts';

describe('the http server', () => {
  let server: HttpServer;
  const lines: { readonly fields: object; readonly message: string }[] = [];
  afterEach(async () => {
    await server.close();
    lines.length = 0;
  });

  const keep = (fields: object, message: string) => void lines.push({ fields, message });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };

  async function serve(routes: readonly Route[], limits: Partial<HttpLimits> = {}): Promise<string> {
    const ids = { next: () => randomUUID() };
    server = createHttpServer({ routes, log, ids, limits: { ...httpLimits, ...limits } });
    await server.listen(0, '127.0.0.1');
    return server.url();
  }
  const echo: Route = {
    method: 'POST',
    path: '/echo',
    handle: async ({ body, headers }) => ({ status: 200, body: `${headers['x-name']}: ${body.toString('hex')}` }),
  };
  const hello: Route = { method: 'GET', path: '/hello', handle: async () => ({ status: 200, body: 'hello' }) };

  it('hands a route the headers and the body, byte for byte', async () => {
    const url = await serve([echo]);
    const body = new Uint8Array([0, 255, 10, 13]);
    const response = await fetch(`${url}/echo?ignored`, { method: 'POST', body, headers: { 'x-name': 'bytes' } });
    expect(await response.text()).toBe('bytes: 00ff0a0d');
  });

  it('answers HEAD where there is GET', async () => {
    const response = await fetch(`${await serve([hello])}/hello`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '5', '']);
  });

  it('answers 404 to an unknown path and 405 to another method', async () => {
    const url = await serve([hello]);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    const wrong = await fetch(`${url}/hello`, { method: 'POST' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('refuses a body that is too large, announced or not', async () => {
    const url = await serve([echo], { bodyBytes: 10 });
    const announced = await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(11) });
    expect(announced.status).toBe(413);
    const streamed = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 4; n += 1) controller.enqueue(new TextEncoder().encode('xxx'));
        controller.close();
      },
    });
    const response = await fetch(`${url}/echo`, { method: 'POST', body: streamed, duplex: 'half' });
    expect(response.status).toBe(413);
    expect((await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(10) })).status).toBe(200);
  });

  it('answers a fault of ours with an id that stands in the log, never with the error', async () => {
    const broken: Route = {
      method: 'GET',
      path: '/broken',
      handle: async () => {
        throw new Error('a secret of ours');
      },
    };
    const response = await fetch(`${await serve([broken])}/broken`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret');
    expect(lines).toHaveLength(1);
    expect(text).toContain(Reflect.get(lines[0]?.fields ?? {}, 'fault'));
  });

  it('does not let a route wait for ever', async () => {
    const slow: Route = { method: 'GET', path: '/slow', handle: () => Promise.withResolvers<never>().promise };
    expect((await fetch(`${await serve([slow], { requestMs: 20, closeMs: 20 })}/slow`)).status).toBe(503);
  });

  it('says when an answer has left, and when nobody waits for it any more', async () => {
    const sent: string[] = [];
    const left = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const url = await serve([
      { ...hello, handle: async () => ({ status: 200, body: 'hello', sent: () => void sent.push('answered') }) },
      {
        method: 'GET',
        path: '/abandoned',
        async handle() {
          arrived.resolve();
          await go.promise;
          return { status: 200, body: 'hello', sent: left.resolve };
        },
      },
    ]);
    await (await fetch(`${url}/hello`)).text();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /abandoned HTTP/1.1\r\nhost: x\r\n\r\n');
    await arrived.promise;
    socket.destroy();
    // By the time another request is answered, the server knows.
    await (await fetch(`${url}/hello`)).text();
    go.resolve();
    await left.promise;
    expect(sent).toEqual(['answered', 'answered']);
  });

  it('answers what it has begun before it closes, and takes nothing more', async () => {
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const url = await serve([
      {
        method: 'GET',
        path: '/slow',
        async handle() {
          begun.resolve();
          await go.promise;
          return { status: 200, body: 'done' };
        },
      },
    ]);
    const running = fetch(`${url}/slow`);
    await begun.promise;
    const closed = server.close();
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    go.resolve();
    const response = await running;
    expect([await response.text(), response.headers.get('connection')]).toEqual(['done', 'close']);
    await closed;
  });

  it('closes although a request never ends', async () => {
    const begun = Promise.withResolvers<void>();
    const stuck: Route = {
      method: 'GET',
      path: '/stuck',
      handle() {
        begun.resolve();
        return Promise.withResolvers<never>().promise;
      },
    };
    const request = fetch(`${await serve([stuck], { closeMs: 20 })}/stuck`);
    const failed = expect(request).rejects.toThrow();
    await begun.promise;
    await server.close();
    await failed;
  });
});
