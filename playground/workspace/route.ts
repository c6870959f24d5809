import { z } from 'zod';
import type { CallLine } from '#playground/answer-call.ts';
import type { Transport } from './deliver.ts';
import type { Events } from './events.ts';
import { BadRequest } from './looking.ts';
import type { Sockets } from './sockets.ts';
import type { World } from './world.ts';

/** `starting`: for the first time. `down`: it died and is coming back. */
export type BotStatus = 'starting' | 'up' | 'down';

/** What the control routes work on. */
export interface Control {
  readonly world: World;
  readonly transport: Transport;
  readonly events: Events;
  readonly sockets: Sockets;
  readonly line: CallLine;
  readonly botStatus: () => BotStatus;
  advance(ms: number): Promise<void>;
  settle(): Promise<void>;
}

/** `input`: the JSON body. `subject`: what follows the route's name in the path. `as`: whose eyes, `null` = all-seeing. */
export interface Asked {
  readonly input: unknown;
  readonly subject: string;
  readonly as: string | null;
  readonly origin: string;
}

export type Route = (control: Control, asked: Asked) => unknown;

/** The body as its shape says; `BadRequest` where it does not fit. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error));
  return parsed.data;
}
