import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tellOf } from '#test/support/alertmanager.ts';
import { pagerDutyIn } from '#test/support/pagerduty-side.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn, type Told } from '#test/support/talk.ts';

let bench: PlaygroundBench;
let act: ReturnType<typeof incidentsIn>;
let there: ReturnType<typeof pagerDutyIn>;
beforeAll(async () => {
  bench = await openPlayground({ patient: true, pagerDuty: true });
  act = incidentsIn(bench);
  there = pagerDutyIn(bench.playground.url);
});
afterAll(() => bench.close());

const page = (incident: Told) => there.pageOf(incident);
const saying = (text: string) => expect.arrayContaining([expect.stringContaining(text)]);
/** Somebody does it in PagerDuty, and everything that follows has happened. */
async function did(user: string | null, incident: Told, what: string, more: object = {}): Promise<void> {
  await there.act(user, incident, what, more);
  await bench.slack.settle();
}
/** What stands in its channel that says so. */
const told = (incident: Told, text: string) => act.told(incident.channel, incident, text);
const counted = async (incident: Told, type: string) => (await act.events(incident, type, z.unknown())).length;
const shown = (incident: Told) => act.type('ana', incident, 'show');
const acknowledged = z.object({ person: z.string(), at: z.number().optional() });
const happened = z.looseObject({ what: z.string(), echo: z.boolean() });
/** What the record has of what others did there. */
const changes = async (incident: Told) =>
  (await act.events(incident, 'page-changed', happened)).filter(({ data }) => !data.echo).map(({ data }) => data.what);

/** Of the worker Chen is the one on call, and Ben the secondary. */
const rows: Readonly<Record<string, () => Promise<void>>> = {
  async 'key and title'() {
    const incident = await act.declare('sev2 worker jobs fail');
    const { key, title, service } = await page(incident);
    expect({ title, service }).toEqual({ title: `${incident.name} SEV2: jobs fail`, service: 'Worker' });
    expect(key).toBe(`${incident.stream}.${incident.at.toString(36)}`);
    await did('chen', incident, 'note', { content: 'It is about the queue.' });
    await act.type('ana', incident, 'severity sev1', 'update it is worse');
    expect(await page(incident)).toMatchObject({ key, title });
  },

  async 'urgency and priority'() {
    const incident = await act.declare('sev3 worker mails fail');
    expect(await page(incident)).toMatchObject({ urgency: 'low', priority: 'P3' });
    await act.type('ana', incident, 'severity sev1');
    expect(await page(incident)).toMatchObject({ urgency: 'high', priority: 'P1' });
    await did('chen', incident, 'priority', { priority: 'P4' });
    expect(await counted(incident, 'severity-changed')).toBe(1);
    expect(await changes(incident)).toEqual(['prioritised']);
    expect(await act.type('ana', incident, 'timeline')).toContain('Priority in PagerDuty set to');
    await act.type('ana', incident, 'severity sev2');
    expect(await page(incident)).toMatchObject({ urgency: 'high', priority: 'P2' });
  },

  async acknowledged() {
    const here = await act.declare('sev2 worker imports fail');
    await act.type('ben', here, 'ack');
    expect(await page(here)).toMatchObject({ status: 'acknowledged', assignments: ['Ben Okafor'] });
    expect(await told(here, 'Acknowledged* by')).toHaveLength(1);
    expect(await shown(here)).toContain('acknowledged, with Ben Okafor');

    const nobodyThere = await act.declare('sev2 worker exports fail');
    await act.type('emil', nobodyThere, 'ack');
    expect(await page(nobodyThere)).toMatchObject({ status: 'acknowledged', assignments: ['APGMS Ops'] });
    expect(await shown(nobodyThere)).toContain('Acknowledged by <@UEMIL>');

    const fromThere = await act.declare('sev2 worker reports fail');
    const at = fromThere.at + 20;
    await did('chen', fromThere, 'acknowledge', { at: new Date(at).toISOString() });
    const [first] = await act.events(fromThere, 'acknowledged', acknowledged);
    expect(first?.data).toEqual({ person: 'UCHEN', at });
    expect(await told(fromThere, 'Acknowledged* by <@UCHEN>')).toHaveLength(1);
    // The first counts.
    expect(await act.type('ben', fromThere, 'ack')).toContain('<@UCHEN>');
    expect(await counted(fromThere, 'acknowledged')).toBe(1);
    expect(await page(fromThere)).toMatchObject({ status: 'acknowledged', assignments: ['Chen Wei'] });
  },

  async 'taken back'() {
    const nobodys = await act.declare('sev2 worker logs fail');
    await did('chen', nobodys, 'acknowledge');
    await did(null, nobodys, 'unacknowledge');
    const [lapsed] = await act.events(nobodys, 'acknowledgement-lapsed', z.unknown());
    expect(await shown(nobodys)).toContain('Nobody has acknowledged it yet');
    const reminded = await act.events(nobodys, 'obligation-reminded', z.object({ obligation: z.string() }));
    expect(reminded.map(({ data }) => data.obligation)).toContain(`acknowledge.${lapsed?.seq}`);
    expect(await told(nobodys, 'Not acknowledged any more')).toHaveLength(1);

    for (const [words, works] of [
      ['retries fail', 'update the cause is known'],
      ['timers fail', 'assign commander me'],
    ] as const) {
      const worked = await act.declare(`sev2 worker ${words}`);
      await did('chen', worked, 'acknowledge');
      await act.type('chen', worked, works);
      await did(null, worked, 'unacknowledge');
      expect(await counted(worked, 'acknowledgement-lapsed'), works).toBe(0);
      expect(await shown(worked)).toContain('Acknowledged by <@UCHEN>');
    }

    const takenHere = await act.declare('sev2 worker hooks fail');
    await act.type('ben', takenHere, 'ack');
    await did(null, takenHere, 'unacknowledge');
    expect(await counted(takenHere, 'acknowledgement-lapsed'), 'wherever it was acknowledged').toBe(1);
    expect(await shown(takenHere)).toContain('Nobody has acknowledged it yet');
  },

  async resolved() {
    const here = await act.declare('sev2 worker syncs fail');
    await act.type('chen', here, 'ack', 'resolve');
    expect(await page(here)).toMatchObject({ status: 'resolved' });
    expect(await changes(here)).toEqual([]);

    const byOneOfUs = await act.declare('sev2 worker scans fail');
    await did('chen', byOneOfUs, 'acknowledge');
    await did('chen', byOneOfUs, 'resolve');
    expect(await counted(byOneOfUs, 'resolve-requested')).toBe(1);
    expect(await shown(byOneOfUs)).toContain('Resolved');

    for (const [words, who] of [
      ['feeds fail', 'noor'],
      ['crons fail', null],
    ] as const) {
      const bySomebodyElse = await act.declare(`sev2 worker ${words}`);
      await did(who, bySomebodyElse, 'resolve');
      expect(await counted(bySomebodyElse, 'resolve-requested')).toBe(0);
      const way = `/apgms incident resolve ${bySomebodyElse.name}`;
      expect(await told(bySomebodyElse, 'Resolved in PagerDuty')).toEqual([expect.stringContaining(way)]);
      // It is over there already.
      await act.type('ana', bySomebodyElse, 'resolve');
      expect(await shown(bySomebodyElse)).toContain('Resolved');
      expect(await shown(bySomebodyElse)).not.toMatch(/failed|retrying/);
    }
  },

  async reopened() {
    const incident = await act.declare('sev2 worker queues fail');
    await act.type('chen', incident, 'ack', 'resolve');
    await act.type('chen', incident, 'reopen because it is back');
    expect(await page(incident)).toMatchObject({ status: 'triggered', assignments: ['Chen Wei'] });
    expect(await changes(incident)).toEqual([]);
    await act.type('chen', incident, 'resolve');
    await did('noor', incident, 'reopen');
    expect(await counted(incident, 'reopened')).toBe(1);
    const way = `/apgms incident reopen ${incident.name}`;
    expect(await told(incident, 'Reopened in PagerDuty')).toEqual([expect.stringContaining(way)]);
  },

  async 'assignees, escalation, responders'() {
    const incident = await act.declare('sev2 worker caches fail');
    await act.type('chen', incident, 'assign commander me');
    await did(null, incident, 'escalate');
    expect(await told(incident, 'Escalated in PagerDuty')).toEqual(saying('Ben Okafor'));
    await did('ben', incident, 'reassign', { to: 'dora' });
    expect(await told(incident, 'Reassigned in PagerDuty')).toEqual(saying('Dora Lindqvist'));
    await did('dora', incident, 'delegate', { policy: 'Security' });
    expect(await told(incident, 'Given to another escalation policy')).toEqual(saying('Noor Haddad'));
    expect(await shown(incident)).toContain('with Noor Haddad');
    await act.type('ana', incident, 'page @ben because we need help');
    expect((await there.allOf(incident)).responders).toEqual([{ user: 'Ben Okafor', state: 'pending' }]);
    await did('ben', incident, 'respond', { reply: 'accept' });
    expect(await told(incident, 'joins in')).toHaveLength(1);
    expect(await shown(incident)).toMatch(/Incident commander[^,]*<@UCHEN>/i);
  },

  async 'others called there, after somebody acknowledged'() {
    const nobodys = await act.declare('sev2 worker queues fail');
    await act.type('ana', nobodys, 'ack');
    await did('ana', nobodys, 'escalate');
    expect(await shown(nobodys)).toContain('Nobody has acknowledged it yet');
    expect(await told(nobodys, 'Not acknowledged any more')).toHaveLength(1);

    const led = await act.declare('sev2 worker locks fail');
    await act.type('chen', led, 'ack', 'assign commander me');
    await did('chen', led, 'reassign', { to: 'dora' });
    expect(await counted(led, 'acknowledgement-lapsed')).toBe(0);
    expect(await page(led)).toMatchObject({ status: 'triggered' });
    await act.type('ben', led, 'ack');
    expect(await page(led), 'whoever is at it stops the calls from here').toMatchObject({ status: 'acknowledged' });
    expect(await shown(led)).toContain('Acknowledged by <@UBEN>');

    const secret = await act.declare('sev2 private worker keys leaked again');
    await did('ben', secret, 'acknowledge');
    expect(await shown(secret), 'he may not know of it').toContain('by somebody who is no member');
    expect(await counted(secret, 'acknowledged')).toBe(0);
  },

  async notes() {
    const incident = await act.declare('sev2 worker backups fail');
    await act.type('chen', incident, 'update the disk is full');
    await did('noor', incident, 'note', { content: 'I free some space.' });
    const { notes } = await there.allOf(incident);
    expect(notes).toEqual([
      {
        user: 'Chen Wei',
        content: expect.stringMatching(new RegExp(`^\\[${incident.name} #\\d+\\] .*the disk is full`)),
      },
      { user: 'Noor Haddad', content: 'I free some space.' },
    ]);
    expect(await counted(incident, 'page-noted')).toBe(1);
    expect(await told(incident, 'I free some space.')).toHaveLength(1);

    const secret = await act.declare('sev2 private worker keys leaked');
    await act.type('ana', secret, 'update the keys are on the internet');
    expect(await there.allOf(secret)).toMatchObject({ incident: { service: 'Security' }, notes: [] });
    expect(JSON.stringify(await there.allOf(secret))).not.toMatch(/keys/);
  },

  async 'deleted or merged'() {
    const nobodys = await act.declare('sev2 worker uploads fail');
    await there.remove(nobodys);
    await act.type('ana', nobodys, 'severity sev1');
    expect(await page(nobodys)).toMatchObject({ status: 'triggered', priority: 'P1' });
    expect(await told(nobodys, 'Not to be found in PagerDuty')).toHaveLength(1);

    const taken = await act.declare('sev2 worker downloads fail');
    await act.type('chen', taken, 'ack');
    await there.remove(taken);
    await act.type('ana', taken, 'severity sev1');
    expect(await there.pagesOf(taken)).toEqual([]);
    expect(await told(taken, 'Not to be found in PagerDuty')).toHaveLength(1);

    const merged = await act.declare('sev2 worker streams fail');
    await did('chen', merged, 'merge', { into: await there.alert('Everything is slow') });
    expect(await told(merged, 'Merged into another in PagerDuty')).toHaveLength(1);
    expect(await counted(merged, 'resolve-requested')).toBe(0);
    expect(await shown(merged)).toContain('nobody is paged for it any more');
    expect(await there.pagesOf(merged)).toHaveLength(1);
  },

  async 'an alert: acknowledged'() {
    const here = await fires('Rule1.');
    await bench.slack.press('ben', await here.card(), 'alert.ack');
    await bench.slack.settle();
    expect(await there.pageOf(here)).toMatchObject({ status: 'acknowledged', assignments: ['Ben Okafor'] });

    const fromThere = await fires('Rule2.');
    await there.act('chen', fromThere, 'acknowledge');
    await bench.slack.settle();
    expect(await fromThere.says()).toContain('Acknowledged by <@UCHEN>');
  },

  async 'an alert: taken back'() {
    const alert = await fires('Rule3.');
    await there.act('chen', alert, 'acknowledge');
    await there.act(null, alert, 'unacknowledge');
    await bench.slack.settle();
    expect(await alert.says()).toContain('Nobody has acknowledged it yet');
    const asked = (await bench.slack.posts('ops-alerts')).filter(({ key }) =>
      key?.startsWith(`${alert.stream}.reminder`),
    );
    expect(asked.at(-1)?.text).toContain('please acknowledge it');

    const given = await fires('Rule31.');
    await bench.slack.press('ben', await given.card(), 'alert.ack');
    await bench.slack.settle();
    await there.act('ben', given, 'escalate');
    await bench.slack.settle();
    expect(await given.says()).toContain('Nobody has acknowledged it yet');
    const anew = (await bench.slack.posts('ops-alerts')).filter(({ key }) =>
      key?.startsWith(`${given.stream}.reminder`),
    );
    expect(anew.at(-1)?.text, 'whoever is called by now').toContain('<@UBEN>: *please acknowledge it*');
  },

  async 'an alert: resolved, deleted'() {
    const over = await fires('Rule4.');
    await tellOf(bench.playground, { ...over.rule, alerts: [{ instance: 'db-1', to: 2 }] });
    await bench.slack.settle();
    expect(await there.pageOf(over)).toMatchObject({ status: 'resolved' });

    const resolved = await fires('Rule5.');
    await there.act('chen', resolved, 'resolve');
    await bench.slack.settle();
    expect(await resolved.says()).toContain('was resolved there although it fires');
    expect(await resolved.says()).toContain('Nobody has acknowledged it yet');

    const deleted = await fires('Rule6.');
    await there.remove(deleted);
    await bench.slack.advance('10m');
    expect(await there.pageOf(deleted)).toMatchObject({ status: 'triggered' });
  },
};

/** Monitoring tells of something critical of the worker, whose alerts declare nothing by themselves. */
async function fires(name: string) {
  const rule = { name, service: 'worker', annotations: {} };
  await tellOf(bench.playground, rule);
  await bench.slack.settle();
  const card = async () => {
    const posts = await bench.slack.posts('ops-alerts');
    return posts.find(({ key, text }) => key?.endsWith('.card') && text.includes(name));
  };
  return {
    rule,
    stream: (await card())?.key?.split('.')[0] ?? '',
    card: async () => ({ channel: 'ops-alerts', ts: (await card())?.ts ?? '' }),
    says: async () => JSON.stringify((await card())?.blocks),
  };
}

describe('who has the say where both sides can change it', () => {
  it('stands in a table of which each row is tried here', async () => {
    const text = await readFile('src/vendors/pagerduty/README.md', 'utf8');
    const cells = text.split('\n').flatMap((line) => /^\| ([^|]+?) +\|/.exec(line)?.[1] ?? []);
    expect(cells.filter((cell) => cell !== 'what' && !/^-+$/.test(cell))).toEqual(Object.keys(rows));
  });

  it.each(Object.entries(rows))('%s', async (_, tried) => {
    await tried();
  });
});
