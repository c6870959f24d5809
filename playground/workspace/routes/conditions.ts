import { z } from 'zod';
import { faultSchema } from '#playground/faults.ts';
import { BadRequest } from '#playground/workspace/looking.ts';
import { type Asked, type Control, parse } from '#playground/workspace/route.ts';

/** What the app has to live with: time, what goes wrong, what it may do. */

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const clockShape = z.strictObject({
  /** `90s`, `15m`, `2h`, `1d`, or milliseconds. */
  advance: z.union([z.int().nonnegative(), z.templateLiteral([z.int().nonnegative(), z.enum(['s', 'm', 'h', 'd'])])]),
});

export function clock({ world }: Control): unknown {
  return { now: world.now(), iso: new Date(world.now()).toISOString() };
}

export async function advanceClock(control: Control, { input }: Asked): Promise<unknown> {
  const { advance } = parse(clockShape, input);
  await control.advance(typeof advance === 'number' ? advance : durationOf(advance));
  return { ok: true, now: control.world.now(), iso: new Date(control.world.now()).toISOString() };
}

function durationOf(text: string): number {
  const unit = z.enum(['s', 'm', 'h', 'd']).parse(text.slice(-1));
  return Number(text.slice(0, -1)) * units[unit];
}

export async function settle(control: Control): Promise<unknown> {
  await control.settle();
  return { ok: true };
}

const socketFaultShape = z.strictObject({
  vendor: z.literal('slack'),
  socket: z.enum(['drop', 'refuse', 'invalid_auth', 'warn']),
  count: z.int().positive().default(1),
});

export function addFault({ line, sockets }: Control, { input }: Asked): unknown {
  const asksSocket = typeof input === 'object' && input !== null && 'socket' in input;
  if (!asksSocket) {
    line.faults.add(parse(faultSchema, input));
    return { ok: true };
  }
  const { socket, count } = parse(socketFaultShape, input);
  sockets.fail(socket, count);
  return { ok: true };
}

export function clearFaults({ line, sockets }: Control): unknown {
  line.faults.clear();
  sockets.clearFaults();
  return { ok: true };
}

const scopesShape = z.strictObject({ without: z.array(z.string()) });

/** Takes these scopes from the app and no others: `[]` gives all back. */
export function changeScopes({ world }: Control, { input }: Asked): unknown {
  const { without } = parse(scopesShape, input);
  const unknown = without.find((scope) => !world.scopes.wasGranted(scope));
  if (unknown !== undefined) throw new BadRequest(`the app was never granted ${unknown}`);
  world.scopes.withhold(without);
  return { ok: true, scopes: world.scopes.list() };
}
