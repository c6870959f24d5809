import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { z } from 'zod';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is on this machine, else `null`. */
export const chromium = places.find((path) => existsSync(path)) ?? null;

const quiet = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--remote-debugging-port=0'],
];

const evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ exception: z.object({ description: z.string() }).optional() }).optional(),
});
const reply = z
  .looseObject({
    id: z.number().optional(),
    method: z.string().optional(),
    params: z.unknown(),
    result: z.unknown().optional(),
  })
  .partial();
const targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));

/** Those that are not a letter: their number, and the text they make. */
const keys = {
  Enter: { windowsVirtualKeyCode: 13, text: '\r' },
  Escape: { windowsVirtualKeyCode: 27 },
  Tab: { windowsVirtualKeyCode: 9 },
  ArrowDown: { windowsVirtualKeyCode: 40 },
};

export interface Browser {
  open(url: string): Promise<void>;
  /** Runs an expression in the page; its value as JSON would carry it. */
  run(expression: string): Promise<unknown>;
  /** Presses a key, as a hand would. */
  press(key: keyof typeof keys): Promise<void>;
  /** How large the window is from now on. */
  resize(width: number, height: number): Promise<void>;
  /** What the page threw or complained of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** One page in a real headless browser, driven by its debugging protocol. */
export async function startBrowser(path: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'workspace-page-'));
  const child = spawn(path, [...quiet, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.once('exit', () => reject(new Error(`the browser ended: ${said}`)));
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const list = targets.parse(await (await fetch(`http://127.0.0.1:${port}/json`)).json());
  const page = list.find((target) => target.type === 'page');
  if (page === undefined) throw new Error('the browser has no page');
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.once('open', resolve));

  const waiting = new Map<number, (result: unknown) => void>();
  const complaints: string[] = [];
  let last = 0;
  socket.on('message', (data) => {
    const { id, method, params, result } = reply.parse(JSON.parse(String(data)));
    if (id !== undefined) waiting.get(id)?.(result);
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') complaints.push(JSON.stringify(params));
  });
  function send(method: string, params: object = {}): Promise<unknown> {
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  }
  for (const domain of ['Runtime', 'Log', 'Page']) await send(`${domain}.enable`);
  await send('Emulation.setFocusEmulationEnabled', { enabled: true });

  return {
    complaints,
    async open(url) {
      await send('Page.navigate', { url });
    },
    async run(expression) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = evaluated.parse(answer);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the page threw');
      return result.value;
    },
    async press(key) {
      await send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, ...keys[key] });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, ...keys[key] });
    },
    async resize(width, height) {
      await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    },
    async close() {
      socket.terminate();
      child.kill('SIGKILL');
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
