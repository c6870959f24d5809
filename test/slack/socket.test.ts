import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineCommand, defineListener, type Reply } from '#src/define.ts';
import { commandFields, openDoor } from '#test/slack/open-door.ts';
import { socketServer } from '#test/slack/socket-server.ts';
import { paragraph } from '#views/blocks.ts';

describe('Socket Mode', () => {
  let server: Awaited<ReturnType<typeof socketServer>>;
  let door: Awaited<ReturnType<typeof openDoor>>;
  let reply: () => Promise<Reply>;

  const hello: Reply = { kind: 'tell', message: paragraph('hello') };
  const greet = defineCommand({
    noun: 'greet',
    verb: '',
    summary: 'A greeting',
    usage: '',
    examples: ['/apgms greet'],
    scopes: [],
    run: () => reply(),
  });
  const faulty = defineListener({
    name: 'faulty',
    events: {
      channel_archive: async () => {
        throw new Error('a bug');
      },
    },
  });
  beforeEach(async () => {
    reply = async () => hello;
    server = await socketServer();
    const { apiUrl } = server;
    door = await openDoor({
      commands: [greet],
      listeners: [faulty],
      transport: { transport: 'socket', appToken: 'xapp-1', apiUrl },
    });
  });
  afterEach(async () => {
    await door.close();
    await server.close();
  });

  const send = (socket: number, envelope: object) => server.sockets[socket]?.send(JSON.stringify(envelope));
  const greeting = (id: string) => ({ envelope_id: id, type: 'slash_commands', payload: commandFields('greet') });
  const greeted = (id: string) => ({
    envelope_id: id,
    payload: { response_type: 'ephemeral', ...paragraph('hello') },
  });
  const errors = () => door.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields);
  /** Lets the pause before the next try go by. */
  const retry = async () => {
    await door.time.waitingFor((ms) => ms <= 4_000 && ms !== 2_500);
    door.time.pass(4_000);
  };

  it('answers over the socket a delivery came on', async () => {
    await door.slack.start();
    expect(door.slack.connected()).toBe(true);
    send(0, greeting('e1'));
    await server.until(() => server.received.length === 1);
    expect(server.received).toEqual([greeted('e1')]);
  });

  it('acknowledges what nobody listens for, payloads without an inner event included', async () => {
    await door.slack.start();
    send(0, { envelope_id: 'e1', type: 'events_api', payload: { type: 'app_rate_limited', team_id: 'T1' } });
    send(0, { envelope_id: 'e2', type: 'interactive', payload: { type: 'tea_time' } });
    send(0, { envelope_id: 'e3', type: 'something_new' });
    await server.until(() => server.received.length === 3);
    expect(server.received).toEqual([{ envelope_id: 'e1' }, { envelope_id: 'e2' }, { envelope_id: 'e3' }]);
    expect(door.counted).toEqual(['socket opened', 'rate limited', 'unknown', 'unknown']);
  });

  it('survives what cannot be read', async () => {
    await door.slack.start();
    server.sockets[0]?.send('not json');
    server.sockets[0]?.send(Buffer.from([1, 2, 3]));
    send(0, { no: 'type' });
    send(0, greeting('e1'));
    await server.until(() => server.received.length === 1);
    expect(door.counted.filter((one) => one === 'unknown')).toHaveLength(3);
  });

  it('keeps silent when a handler failed, so that Slack delivers again', async () => {
    await door.slack.start();
    const event = { type: 'channel_archive', channel: 'C1' };
    const payload = { type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event };
    send(0, { envelope_id: 'e1', type: 'events_api', payload });
    send(0, greeting('e2'));
    await server.until(() => server.received.length === 1);
    expect(server.received).toEqual([greeted('e2')]);
    expect(errors()).toMatchObject([{ type: 'events_api' }]);
  });

  it.each(['invalid_auth', 'http_500', 'reset', 'dead-url'] as const)(
    'goes on trying when opening meets %s, at the start and later, and says so once for each outage',
    async (trouble) => {
      server.openings.push(trouble, trouble, trouble);
      await door.slack.start();
      expect(door.slack.connected()).toBe(false);
      await retry();
      await retry();
      await retry();
      await server.until(() => server.sockets.length === 1);
      send(0, greeting('e1'));
      await server.until(() => server.received.length === 1);
      expect(errors()).toHaveLength(1);

      // A link that lived for less than half a minute counts as another failure.
      door.time.pass(30_000);
      server.openings.push(trouble, trouble);
      server.sockets[0]?.terminate();
      await retry();
      await retry();
      await server.until(() => server.sockets.length === 2);
      send(1, greeting('e2'));
      await server.until(() => server.received.length === 2);
      expect(server.received).toEqual([greeted('e1'), greeted('e2')]);
      expect(errors()).toHaveLength(2);
    },
  );

  it('waits as long as Slack asks when it opened too many', async () => {
    server.openings.push('ratelimited');
    await door.slack.start();
    await door.time.waitingFor((ms) => ms === 17_000);
    door.time.pass(17_000);
    await server.until(() => server.sockets.length === 1);
  });

  it('opens the next socket before it gives up one that Slack wants replaced', async () => {
    await door.slack.start();
    const answer = Promise.withResolvers<Reply>();
    reply = () => answer.promise;
    send(0, greeting('e1'));
    send(0, { type: 'disconnect', reason: 'warning' });
    await door.time.waitingFor((ms) => ms <= 500);
    door.time.pass(500);
    await server.until(() => server.sockets.length === 2);
    expect(door.slack.connected()).toBe(true);
    const [old] = server.sockets;
    expect(old?.readyState).toBe(old?.OPEN);
    answer.resolve(hello);
    await server.until(() => old?.readyState === old?.CLOSED);
    expect(server.received).toEqual([greeted('e1')]);
    reply = async () => hello;
    send(1, greeting('e2'));
    await server.until(() => server.received.length === 2);
  });

  it('notices a connection that went silent', async () => {
    await door.slack.start();
    server.sockets[0]?.ping();
    await door.time.waitingFor((ms) => ms === 30_000);
    door.time.pass(30_000);
    await server.until(() => server.sockets.length === 2);
  });

  it('goes on when Slack switches it off for a while', async () => {
    await door.slack.start();
    send(0, { type: 'disconnect', reason: 'link_disabled' });
    server.openings.push('dead-url');
    await retry();
    await retry();
    await server.until(() => server.sockets.length === 2);
  });

  it('opens nothing more once it is stopped, and finishes what it began', async () => {
    await door.slack.start();
    const answer = Promise.withResolvers<Reply>();
    const begun = Promise.withResolvers<void>();
    reply = () => {
      begun.resolve();
      return answer.promise;
    };
    send(0, greeting('e1'));
    await begun.promise;
    door.slack.stop();
    send(0, greeting('e2'));
    server.sockets[0]?.ping();
    // What was sent before the ping has been read.
    await server.until(() => server.pongs() === 1);
    answer.resolve(hello);
    await server.until(() => server.received.length === 1);
    await door.slack.idle();
    expect(door.counted).toEqual(['socket opened', 'command answered']);
    const [socket] = server.sockets;
    await server.until(() => socket?.readyState === socket?.CLOSED);
    expect(server.received).toEqual([greeted('e1')]);
    expect(server.asked).toEqual(['ok']);
    expect(door.slack.connected()).toBe(false);
  });
});
