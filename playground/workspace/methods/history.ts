import { z } from 'zod';
import { type ApiResult, flag, handler, limit, page, refuse } from '#playground/workspace/method.ts';
import { type Channel, channelForBot, findMessage, type Message } from '#playground/workspace/state.ts';
import { wireMessage } from '#playground/workspace/wire.ts';
import type { World } from '#playground/workspace/world.ts';

const time = z.union([z.number(), z.string()]).transform(String).optional();

const range = {
  channel: z.string(),
  latest: time,
  oldest: time,
  inclusive: flag,
  limit,
  cursor: z.string().optional(),
  include_all_metadata: flag,
};

const historyArgs = z.object(range);
type Range = z.output<typeof historyArgs>;

/** Newest first; replies only where they were broadcast. */
export const history = handler(historyArgs, (world, args) => {
  const channel = readable(world, args.channel);
  if ('ok' in channel) return channel;
  const top = channel.messages.filter(
    (message) => message.threadTs === undefined || message.threadTs === message.ts || message.broadcast,
  );
  const pins = channel.messages.filter((message) => message.pinned !== undefined).length;
  return listed(world, channel, top.toReversed(), args, { pin_count: pins });
});

/** The thread's first message, whatever the range, then its replies, oldest first. A reply's own `ts` finds only itself. */
export const replies = handler(z.object({ ...range, limit: limit.default(1000), ts: z.string() }), (world, args) => {
  const channel = readable(world, args.channel);
  if ('ok' in channel) return channel;
  const asked = findMessage(channel, args.ts);
  if (asked === undefined || asked.onlyFor !== undefined) return refuse('thread_not_found');
  const thread = channel.messages.filter((message) => message.ts === asked.ts || message.threadTs === asked.ts);
  return listed(world, channel, thread, args, {}, asked.ts);
});

function readable({ state }: World, id: string): Channel | ApiResult {
  const channel = channelForBot(state, id);
  if (channel === undefined) return refuse('channel_not_found');
  return channel.members.has(state.team.botUserId) ? channel : refuse('not_in_channel');
}

function listed(
  world: World,
  channel: Channel,
  messages: readonly Message[],
  args: Range,
  more: object,
  always?: string,
): ApiResult {
  for (const end of ['latest', 'oldest'] as const) {
    if (!/^\d+(\.\d+)?$/.test(args[end] ?? '0')) return refuse(`invalid_ts_${end}`);
  }
  const wanted = messages.filter(
    (message) => message.onlyFor === undefined && (message.ts === always || within(message.ts, args)),
  );
  const found = page(wanted, args.limit, args.cursor);
  if (found === null) return refuse('invalid_cursor');
  return {
    ok: true,
    messages: found.items.map((message) => wireMessage(world.state, channel, message, args.include_all_metadata)),
    has_more: found.next !== '',
    ...more,
    ...(found.next === '' ? {} : { response_metadata: { next_cursor: found.next } }),
  };
}

function within(ts: string, { latest, oldest, inclusive }: Range): boolean {
  const at = microseconds(ts);
  const from = oldest === undefined ? 0n : microseconds(oldest);
  const to = latest === undefined ? null : microseconds(latest);
  if (inclusive && (at === from || at === to)) return true;
  return at > from && (to === null || at < to);
}

function microseconds(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return BigInt(seconds || '0') * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}
