import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { type Talk, talkIn } from '#test/support/talk.ts';

/** In every text that was written about the private incident, and nowhere else. */
const planted = 'quetzalcoatl';
const outsiders = ['ben', 'chen', 'dora', 'gus'];

let bench: PlaygroundBench;
let talk: Talk;
let channel = '';

beforeAll(async () => {
  bench = await openPlayground();
  talk = talkIn(bench.playground.url);
  const { slack } = bench;
  await slack.command('ben', 'incidents', 'incident declare sev3 worker a public one');
  await slack.command('ana', 'incidents', `incident declare private sev2 api-gateway ${planted} keys leaked`);
  await slack.settle();
  channel = (await slack.channels()).find(({ name }) => name === 'inc-2')?.id ?? '';
  const words = [
    `update ${planted} known next: ${planted} next impact: ${planted} impact`,
    `update customers: ${planted} for customers`,
    `status identified because ${planted}`,
    `severity sev1 because ${planted}`,
    'assign scribe me',
    'ack',
    `note ${planted} noted`,
    `mitigation applied ${planted} off`,
    `mitigation removed 1 ${planted} on`,
    `affected org ${planted}-org`,
    `affected endpoint /${planted}`,
    `affected request ${planted}-request`,
    `link https://grafana.example/${planted} ${planted} board`,
    `cancel because ${planted}`,
    `reopen because ${planted}`,
    'timeline export',
  ];
  for (const text of words) {
    const seen = await slack.command('ana', channel, `incident ${text}`);
    expect(JSON.stringify(seen), text).toContain('INC-2');
  }
  const files = [{ name: `${planted}.txt`, content: `${planted} inside` }];
  const captured = await talk.say('ana', channel, `${planted} said`, { files });
  await talk.pin('ana', channel, captured);
  await talk.edit('ana', channel, captured, `${planted} said again`);
  const picked = await talk.say('sec', channel, `${planted} picked`);
  await talk.shortcutOn('ana', channel, picked, 'incident.capture');
  for (const who of outsiders) await slack.command(who, 'general', `incident access INC-2 because ${planted} ${who}`);
  await slack.advance('2m');
  await slack.press('ana', { channel, ts: await asked('dora') }, 'incident.refuse-access');
  await slack.command('ana', channel, `incident resolve because ${planted}`);
  await slack.advance('90m');
});
afterAll(() => bench.close());

/** Where the request of that person stands in the channel. */
async function asked(who: string): Promise<string> {
  const posts = await bench.slack.posts(channel);
  const request = posts.find(({ text }) => text.includes(`<@U${who.toUpperCase()}>`) && text.includes('asks'));
  if (!request) throw new Error(`${who} asks for nothing in:\n${posts.map(({ text }) => text).join('\n')}`);
  return request.ts;
}

/** Everything somebody can lay their eyes on, by looking and by asking. */
async function seenBy(who: string): Promise<string> {
  const { slack } = bench;
  const seen: unknown[] = [await slack.channels(who)];
  for (const { id } of await slack.channels(who)) seen.push(await slack.messages(id, who));
  const asking = [
    ...['incident list', 'incident list all', 'incident list mine', 'incident list sev1', 'incident list api-gateway'],
    ...['incident show', 'incident ack', 'incident timeline', 'me', 'service show api-gateway', 'service list'],
    ...[`incident declare sev2 api-gateway ${'keys leaked'}`, 'incident link INC-1 INC-1'],
  ];
  for (const text of asking) seen.push((await slack.command(who, 'general', text)).response);
  await slack.openHome(who);
  await slack.settle();
  seen.push(await slack.home(who));
  const form = await slack.command(who, 'general', 'incident update');
  if (form.view) {
    for (const typed of ['', 'keys', '2', planted]) {
      seen.push(await slack.suggest(who, { view_id: form.view.id }, 'incident.menu', typed));
    }
  }
  return JSON.stringify(seen);
}

describe('a private incident', () => {
  it('is known to its members, and everything that was planted is there', async () => {
    const timeline = await bench.slack.command('ana', channel, 'incident timeline');
    expect(JSON.stringify(timeline)).toContain(planted);
    expect(await seenBy('sec')).toContain(planted);
  });

  it.each(outsiders)('leaves no trace in anything %s can see', async (who) => {
    const seen = await seenBy(who);
    expect(seen).not.toContain(planted);
    // What they typed themselves comes back to them; of what they did not ask for, not even the number.
    expect(seen.replaceAll(/\\?"text\\?":\\?"[^"]*asked[^"]*"/g, '')).not.toMatch(/INC-2\b|inc-2\b/);
  });

  it('gives who asks for it by its number the answer of who asks for one that is not there', async () => {
    const answers = async (number: number) => {
      const texts = ['show', 'timeline', 'ack', 'close', 'access', 'update', 'note'].map(async (verb) => {
        const rest = verb === 'update' || verb === 'note' ? ' something' : '';
        const { response } = await bench.slack.command('ben', 'general', `incident ${verb} INC-${number}${rest}`);
        return JSON.stringify(response?.blocks)
          .replaceAll(/"block_id":"\w+"/g, '')
          .replaceAll(String(number), 'n');
      });
      return Promise.all(texts);
    };
    expect(await answers(2)).toEqual(await answers(4711));
  });

  it('says to whom asks for access neither yes nor no, and who is refused hears nothing', async () => {
    const direct = async (who: string) => JSON.stringify(await bench.slack.messages(`@${who}`, who).catch(() => []));
    expect(await direct('dora')).not.toContain('INC-2');
    expect(await direct('ben')).not.toContain('INC-2');
  });

  it('is in nothing the bot sent but to its channel, to its members, and the mail that there is one', async () => {
    const calls = (await bench.slack.log()).map((call) => JSON.stringify(call));
    const telling = calls.filter((call) => call.includes(planted));
    const strays = telling.filter((call) => !call.includes(channel) && !/"UANA"|"USEC"|upload|views\./.test(call));
    expect(strays).toEqual([]);
    expect(telling.length).toBeGreaterThan(0);
    const mails = await bench.slack.mails();
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(mails)).not.toContain(planted);
    expect(mails[0]?.text).toContain('INC-2');
  });

  it('is in no log line, no metric, no job, and no row but the texts themselves', async () => {
    expect(bench.logged()).toContain('effect attempted');
    expect(bench.logged()).not.toContain(planted);
    const metrics = await (await fetch(`${bench.playground.bot.url()}/metrics`)).text();
    expect(metrics).toContain('apgms_slack_deliveries_total');
    expect(metrics).not.toContain(planted);
    const pool = new pg.Pool({ connectionString: bench.databaseUrl });
    const { rows } = await pool.query(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_schema in ('app', 'bullmq') and table_type = 'BASE TABLE'`,
    );
    const holding: string[] = [];
    for (const { schema, name } of rows) {
      const found = await pool.query(`select count(*)::int as count from ${schema}."${name}" t where t::text like $1`, [
        `%${planted}%`,
      ]);
      if (found.rows[0].count > 0) holding.push(`${schema}.${name}`);
    }
    await pool.end();
    expect(rows.length).toBeGreaterThan(10);
    expect(holding).toEqual(['app.texts']);
  });
});
