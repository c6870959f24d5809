import { explain } from '#commands/_grammar/explain.ts';
import { commands, listeners } from '#commands/index.ts';
import { createClient } from '#playground/client.ts';
import { showFile } from '#playground/workspace/files.ts';
import { personOf } from '#playground/workspace/looking.ts';
import { serve } from '#playground/workspace/serve.ts';
import { createWorkspace } from '#playground/workspace/workspace.ts';
import type { LoadedPolicy } from '#src/domain/policy.ts';
import { createHttpServer } from '#src/http/server.ts';
import type { Pager } from '#src/ports/pager.ts';
import type { Store } from '#src/ports/store.ts';
import { rasterizer } from '#src/rasterizer.ts';
import { createSlack } from '#src/slack/slack.ts';
import { slackAddresses } from '#src/vendors/slack/addresses.ts';
import { createChat } from '#src/vendors/slack/client.ts';
import { aChange, channelOpened, wednesday } from '#test/support/builders.ts';
import { silentLog } from '#test/support/log.ts';
import { operationBench } from '#test/support/operation-bench.ts';
import { besidesPromises } from '#test/support/promises.ts';
import { doorWords } from '#views/door.ts';
import { incidentCard } from '#views/incident/card.ts';
import type { Message } from '#views/message.ts';

const signingSecret = 'not-a-secret';
/** The channel of the workspace that stands for that of an incident; Ana, Ben, Chen and Dora are in it. */
const own = { id: 'COPS', name: 'apgms-ops' };

export type VerbBench = Awaited<ReturnType<typeof verbBench>>;

/** All commands and listeners behind the real door, with signed requests from a workspace, and a real database. The engine does not run: what is to be done outside stays to be done. */
export async function verbBench({
  policy,
  pager = null,
  store,
}: {
  readonly policy?: LoadedPolicy;
  readonly pager?: Pager | null;
  /** What the door reads from. Default: the database of the bench. */
  readonly store?: Store;
} = {}) {
  const operations = await operationBench();
  let bot: string | null = null;
  const idle = async () => undefined;
  const workspace = createWorkspace({
    clock: { now: () => Date.now() },
    delivery: { mode: 'http', url: () => bot, signingSecret },
    controls: { advance: idle, settle: idle, killBot: idle },
  });
  const served = await serve([workspace]);
  const apiUrl = `${served.url}/api/`;
  const { botId, botUserId } = workspace.state.team;
  const deps = {
    ...operations.deps,
    ...(policy && { policy }),
    ...(store && { store }),
    chat: createChat({ token: workspace.botToken, apiUrl, log: silentLog }),
    checker: { assess: async () => [] },
    mailer: null,
    pager,
    rasterizer,
    telemetry: { audited: () => undefined },
    wall: { now: () => Date.now() },
    log: silentLog,
  };
  const quiet = () => undefined;
  const slack = createSlack({
    config: { transport: 'http', signingSecret },
    commands,
    listeners,
    deps,
    explain: (text, reader) => explain(text, commands, reader),
    words: doorWords,
    telemetry: {
      delivered: quiet,
      unknownPayload: quiet,
      refusedRequest: quiet,
      rateLimited: quiet,
      socketOpened: quiet,
    },
    identity: () => ({ botId, botUserId }),
    isSlack: slackAddresses(apiUrl),
  });
  const { receive } = slack;
  if (receive === null) throw new Error('the door does not listen');
  const routes = [{ method: 'POST' as const, path: '/slack/events', handle: receive }];
  const server = createHttpServer({ routes, log: silentLog, ids: operations.deps.ids });
  await server.listen(0, '127.0.0.1');
  bot = server.url();
  const client = createClient(served.url);

  const shown = (message: unknown) => JSON.stringify(message ?? null);
  const type = (who: string, text: string, where = 'general') => client.command(who, where, text);

  /** Puts a message up in `apgms-ops`, as the engine would. */
  async function post(content: Message): Promise<{ readonly channel: string; readonly ts: string }> {
    await deps.chat.enter(own.id);
    const { ts } = await deps.chat.post({ channel: own.id, content, key: crypto.randomUUID() });
    return { channel: own.name, ts };
  }

  /** What the bot told somebody alone: where they are, and directly. */
  function toldPrivately(who: string, where: string) {
    const { state } = workspace;
    const { id } = personOf(state, who);
    return [...state.channels.values()]
      .filter((channel) => channel.name === where || channel.withUser === id)
      .flatMap(({ messages, withUser }) => messages.filter((one) => one.onlyFor === id || withUser === id));
  }

  /** The files the bot sent somebody directly. */
  function filesFor(who: string) {
    const { state } = workspace;
    const { id } = personOf(state, who);
    const direct = [...state.channels.values()].filter(({ withUser }) => withUser === id);
    const ids = direct.flatMap(({ messages }) => messages.flatMap(({ files }) => files ?? []));
    return ids.flatMap((file) => state.files.get(file) ?? []).map(showFile);
  }

  return {
    ...operations,
    client,
    filesFor,
    type,
    now: wednesday,
    /** What somebody is told who types this. */
    told: async (who: string, text: string, where = 'general') =>
      shown((await type(who, text, where)).response?.blocks),
    /** The form that opens for somebody who types this. */
    async form(who: string, text: string, where = 'general') {
      const seen = await type(who, text, where);
      if (!seen.view) throw new Error(`no form: ${shown(seen.response)}`);
      return { id: seen.view.id, where, shows: shown(seen.view) };
    },
    /** What somebody sees who submits a form: what is wrong, the view in its place, or what they are told once it is closed (`null`: nothing). */
    async submit(
      who: string,
      form: { readonly id: string; readonly where?: string },
      values: object,
      extra: object = {},
    ) {
      const told = () => toldPrivately(who, form.where ?? 'general');
      const before = told();
      const seen = await client.submit(who, form.id, values, extra);
      await slack.idle();
      const closed = seen.ok && seen.view === null;
      const fresh = () => told().find((one) => !before.includes(one));
      return { ok: seen.ok, errors: seen.errors, closed, shows: shown(closed ? fresh()?.blocks : seen.view) };
    },
    /** Presses a control of the newest answer somebody got, and tells what they see next. */
    async press(who: string, where: string, actionId: string, extra: object = {}) {
      const answers = (await client.messages(where, who)).filter((one) => one.only_visible_to === who);
      const ts = answers.at(-1)?.ts ?? '';
      const seen = await client.press(who, { channel: where, ts }, actionId, extra);
      await slack.idle();
      const next = (await client.messages(where, who)).filter((one) => one.only_visible_to === who).at(-1);
      return { view: seen.view, error: seen.error, shows: shown(next) };
    },
    idle: slack.idle,
    /** Any control route of the workspace. */
    async control(route: string, input: object): Promise<string> {
      const body = JSON.stringify(input);
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${served.url}/_workspace/${route}`, { method: 'POST', headers, body })).text();
    },
    /** Puts the card of an incident up in the channel, where its buttons can be pressed. */
    async postCard(number: number) {
      const incident = await operations.incident(number);
      return post(incidentCard({ incident, effects: [], firing: [], policy: deps.policy }));
    },
    post,
    /** Presses a control of a message in a channel, and tells what is seen next. */
    async pressAt(who: string, at: { readonly channel: string; readonly ts: string }, actionId: string) {
      const seen = await client.press(who, at, actionId);
      await slack.idle();
      const mine = (await client.messages(at.channel, who)).filter((one) => one.only_visible_to === who);
      return { view: seen.view, error: seen.error, shows: shown(mine.at(-1)) };
    },
    /** Declares as somebody, and returns the number. */
    async declare(who: string, words: string): Promise<number> {
      const seen = await type(who, `incident declare anyway ${words}`);
      const number = /INC-(\d+)/.exec(seen.response?.text ?? '')?.[1];
      if (number === undefined) throw new Error(`not declared: ${shown(seen.response)}`);
      return Number(number);
    },
    /** Gives an incident the channel `apgms-ops`, or another one, whose incident it is from then on. */
    async giveChannel(number: number, { id, name } = own): Promise<string> {
      const change = aChange(await operations.incident(number), [channelOpened(id, name)]);
      const link = { kind: 'slack.channel', ours: change.stream, theirs: id };
      await operations.store.commit({ changes: [change], links: [link] });
      return name;
    },
    /** What happened to an incident last, besides what the clock made of its promises. */
    async newest(number: number) {
      const events = await operations.store.events(`inc-${number}`);
      return besidesPromises(events).at(-1)?.event ?? null;
    },
    async close() {
      slack.stop();
      await server.close();
      await slack.idle();
      workspace.close();
      await served.close();
      await operations.close();
    },
  };
}
