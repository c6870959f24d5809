import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineActor } from '#src/domain/people.ts';
import { createStore } from '#src/store/store.ts';
import { resolved } from '#test/store/alerts-in.ts';
import { instance } from '#test/support/alerts.ts';
import { prose } from '#test/support/builders.ts';
import { silentLog } from '#test/support/log.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';
import { policy } from '#test/views/props.ts';
import { alertCard } from '#views/alert/card.ts';

let bench: VerbBench;
beforeEach(async () => {
  bench = await verbBench();
});
afterEach(() => bench.close());

const fire = (number: number, title = 'bank-lines answers with errors') =>
  bench.alerts.fire(number, { title: prose(title) });
const alert = async (number: number) => {
  const found = await bench.store.alert(number);
  if (found === null) throw new Error(`there is no alert ${number}`);
  return found;
};
const postCard = async (number: number) =>
  bench.post(alertCard({ alert: await alert(number), incident: null, work: [], policy }));

describe('alerts', () => {
  it('are listed, those that fire by themselves', async () => {
    await fire(1);
    await bench.alerts.change(await fire(2, 'over and done'), resolved);
    const open = await bench.told('ana', 'alert list');
    expect(open).toContain('1 alert fires');
    expect(open).toContain('ALT-1');
    expect(open).not.toContain('ALT-2');
    expect(await bench.told('ana', 'alert list all')).toContain('✓ ALT-2');
    expect(await bench.told('ana', 'alert list resolved')).toContain('over and done');
  });

  it('are listed page by page, the last one where there are not so many', async () => {
    for (let number = 1; number <= 12; number += 1) await fire(number);
    expect(await bench.told('ana', 'alert list')).toContain('Page 1 of 2');
    expect(await bench.told('ana', 'alert list page 9')).toContain('Page 2 of 2');
    expect((await bench.press('ana', 'general', 'apgms.run.1')).shows).toContain('Page 1 of 2');
  });

  it('are shown as their card shows them', async () => {
    await fire(1);
    expect(await bench.told('ana', 'alert show ALT-1')).toContain('bank-lines answers with errors');
    expect(await bench.told('ana', 'show ALT-1')).toContain('bank-lines answers with errors');
    expect(await bench.told('ana', 'alert show ALT-9')).toContain('There is no ALT-9.');
  });

  it.each(['alert acknowledge ALT-1', 'acknowledge ALT-1', 'ack ALT\u20111!', 'Alert Acknowledge 1.'])(
    'are taken on by whatever word for it: %s',
    async (text) => {
      await fire(1);
      expect(await bench.told('ana', text)).toContain('You have acknowledged ALT-1');
    },
  );

  it('are none of a number that is too high, and none of another', async () => {
    for (const said of [
      'alert show ALT-#',
      'alert attach ALT-#',
      'alert attach ALT-# INC-1',
      'incident update ALT-# slow',
      'show INC-#',
    ]) {
      const told = await bench.told('ana', said.replace('#', '99999999999999999999'));
      expect(told).not.toContain('2147483647');
    }
    expect(await bench.told('ana', 'alert ack ALT-99999999999999999999')).toContain('There is no alert with so high');
    expect(await bench.told('ana', 'incident show INC-4294967296')).toContain('There is no incident with so high');
  });

  it('are asked for where none is named', async () => {
    expect(await bench.told('ana', 'alert ack')).toContain('None fires');
    await fire(1);
    expect(await bench.told('ana', 'alert ack')).toContain('Which alert?');
    expect((await bench.press('ana', 'general', 'apgms.run.0')).shows).toContain('You have acknowledged ALT-1');
  });

  it('are offered to be taken on only where nobody has, and to be looked at all the same', async () => {
    for (let number = 1; number <= 7; number += 1) await fire(number);
    for (const number of [1, 2, 3, 4, 5, 6]) await bench.told('ben', `alert ack ${number}`);
    const asked = await bench.told('ana', 'alert ack');
    expect(asked).toContain('ALT-7');
    expect(asked).not.toMatch(/ALT-[1-6]/);
    expect(asked).not.toContain('more:');
    await bench.told('ben', 'alert ack 7');
    expect(await bench.told('ana', 'alert ack')).toContain('Whatever fires is acknowledged already');
    expect(await bench.told('ana', 'alert show')).toContain('2 more: `/apgms alert list`');
  });

  it('are told from incidents, and may be named behind one', async () => {
    await fire(1);
    expect(await bench.told('ana', 'alert show INC-1')).toContain('INC-1 is an incident, and this is about alerts');
    expect(await bench.told('ana', 'alert attach INC-1')).toContain('Name the alert too.');
  });

  it('are named to whoever resolves what they belong to while they fire, and says why', async () => {
    const number = await bench.declare('ana', 'sev2 bank-lines returns 500');
    for (const one of [1, 2, 3]) {
      await fire(one);
      await bench.told('ana', `alert attach ALT-${one} INC-${number}`);
    }
    await bench.alerts.change(await alert(2), resolved);
    const why = 'because the threshold is too low';
    expect(await bench.told('ana', `incident resolve INC-${number} ${why}`)).toContain(
      'whatever the checks say, although ALT-1 and ALT-3 still fire.',
    );
  });

  it.each([
    ['incident show ALT-1', '/apgms alert show ALT-1'],
    ['incident ack ALT-1', '/apgms alert ack ALT-1'],
    ['incident status ALT-1 monitoring', '/apgms alert show ALT-1'],
    ['incident resolve ALT-1', 'It is over when its source says so. For the alert: `/apgms alert show ALT-1`'],
    ['incident merge ALT-1', '/apgms alert attach ALT-1 INC-…'],
    ['page ALT-1 @ben', '/apgms alert show ALT-1'],
  ])('are told from incidents there, too: %s', async (text, way) => {
    await fire(1);
    const told = await bench.told('ana', text);
    expect(told).toContain('Nothing done: ALT-1 is an alert, and this is about incidents');
    expect(told).toContain(way);
  });

  it.each(['cancel', 'page', 'assign', 'reopen', 'snooze'])(
    'and in the channel of an incident its %s is not meant by the name of one',
    async (verb) => {
      await fire(1);
      const number = await bench.declare('ana', 'sev2 bank-lines returns 500');
      const own = await bench.giveChannel(number);
      const before = await bench.types(number);
      for (const text of [`incident ${verb} ALT-1`, `${verb} ALT-1 @ben because we look`]) {
        expect(await bench.told('ana', text, own)).toContain('ALT-1 is an alert, and this is about incidents');
      }
      expect(await bench.types(number)).toEqual(before);
    },
  );

  it('are not understood where more is said than that', async () => {
    for (const text of ['alert list loud', 'alert show ALT-1 now', 'alert ack me', 'alert attach ALT-1 INC-1 now']) {
      expect(await bench.told('ana', text)).toContain('Nothing done: I do not understand');
    }
  });
});

describe('whoever takes an alert on', () => {
  it.each(['alert ack ALT-1', 'ack ALT-1', 'alert ack 1'])('types %s', async (text) => {
    await fire(1);
    expect(await bench.told('ana', text)).toContain('You have acknowledged ALT-1');
    expect((await alert(1)).acknowledged?.by).toBe('UANA');
  });

  it('presses the button of its card, and who is second is told who was first', async () => {
    await fire(1);
    const card = await postCard(1);
    expect((await bench.pressAt('ana', card, 'alert.ack')).shows).toContain('You have acknowledged ALT-1');
    expect((await bench.pressAt('ben', card, 'alert.ack')).shows).toContain(
      'ALT-1 is acknowledged already, by <@UANA>, <!date',
    );
  });

  it('is told that it is over', async () => {
    await bench.alerts.change(await fire(1), resolved);
    expect(await bench.told('ana', 'alert ack ALT-1')).toContain('nothing of ALT-1 fires any more');
  });
});

describe('an alert that is attached', () => {
  it('belongs to that incident, which says so', async () => {
    await fire(1);
    const number = await bench.declare('ana', 'sev2 bank-lines returns 500');
    expect(await bench.told('ana', `alert attach ALT-1 INC-${number}`)).toContain(`ALT-1 belongs to INC-${number} now`);
    expect((await alert(1)).incident).toBe(number);
    expect(await bench.newest(number)).toMatchObject({
      type: 'alert-joined',
      data: { alert: 1, severity: 'critical' },
    });
    expect(await bench.told('ana', `alert attach ALT-1 INC-${number}`)).toContain('attached to');
  });

  it('belongs to the incident of the channel, where none is named; elsewhere that is asked', async () => {
    await fire(1);
    const number = await bench.declare('ana', 'sev2 bank-lines returns 500');
    expect(await bench.told('ana', 'alert attach ALT-1')).toContain('To which incident?');
    await bench.told('ana', 'alert attach ALT-1', await bench.giveChannel(number));
    expect((await alert(1)).incident).toBe(number);
  });

  it('goes from one to another, and both say so', async () => {
    await fire(1);
    const [one, other] = [await bench.declare('ana', 'one'), await bench.declare('ana', 'other')];
    await bench.told('ana', `alert attach ALT-1 INC-${one}`);
    await bench.told('ana', `alert attach ALT-1 to INC-${other}`);
    expect(await bench.newest(one)).toMatchObject({ type: 'alert-left', data: { alert: 1 } });
    expect([(await bench.incident(one)).alerts, (await bench.incident(other)).alerts]).toEqual([[], [1]]);
  });

  it('never belongs to a private one: who may know of it is told why, anybody else that there is none', async () => {
    await fire(1);
    const number = await bench.declare('ana', 'private sev2 somebody has our keys');
    expect(await bench.told('ana', `alert attach ALT-1 INC-${number}`)).toContain('everybody reads alerts');
    expect(await bench.told('ben', `alert attach ALT-1 INC-${number}`)).toContain(`There is no INC-${number}`);
    expect((await alert(1)).incident).toBeNull();
  });
});

describe('an incident that is declared for an alert', () => {
  async function form(number: number, who = 'ana') {
    const seen = await bench.client.press(who, await postCard(number), 'alert.declare');
    if (!seen.view) throw new Error('no form opened');
    return { id: seen.view.id, where: 'apgms-ops', shows: JSON.stringify(seen.view) };
  }
  const incidents = () => bench.store.incidents({}, { limit: 9, offset: 0 }, engineActor);

  it('begins with what the alert says, and belongs to it in the same commit', async () => {
    await fire(1);
    const opened = await form(1);
    expect(opened.shows).toContain('"initial_value":"bank-lines answers with errors"');
    expect(opened.shows).toContain('ALT-1 will belong to it');
    expect((await bench.submit('ana', opened, {})).shows).toContain('INC-1 is stored');
    expect(await incidents()).toMatchObject([
      { severity: 'sev2', services: ['api-gateway'], title: { body: 'bank-lines answers with errors' }, alerts: [1] },
    ]);
    expect((await alert(1)).incident).toBe(1);
  });

  it.each([
    'incident declare ALT-1',
    'declare ALT-1',
    'incident declare for alert-1',
    'incident declare "ALT-1"',
    'declare alt 1',
  ])('begins so, too, for who types %s', async (text) => {
    await fire(1);
    const opened = await bench.form('ana', text);
    expect(opened.shows).toContain('"initial_value":"bank-lines answers with errors"');
    expect(opened.shows).toContain('ALT-1 will belong to it');
    expect(await incidents()).toEqual([]);
    await bench.submit('ana', opened, {});
    expect(await incidents()).toMatchObject([{ severity: 'sev2', services: ['api-gateway'], alerts: [1] }]);
  });

  it('keeps what was typed besides its name', async () => {
    await fire(1);
    const opened = await bench.form('ana', 'declare sev1 ALT-1 worker the pool is empty');
    expect(opened.shows).toContain('"initial_value":"the pool is empty"');
    await bench.submit('ana', opened, {});
    expect(await incidents()).toMatchObject([
      { severity: 'sev1', services: ['worker'], title: { body: 'the pool is empty' }, alerts: [1] },
    ]);
  });

  it('shows in its form what a last word may mean, before anything is declared', async () => {
    await fire(1);
    const opened = await bench.form('ana', 'declare ALT-1 the pool is empty drill');
    expect(opened.shows).toMatch(/"initial_options":\[[^\]]*"value":"drill"/);
    expect(await incidents()).toEqual([]);
  });

  it('expects no acknowledgement of what somebody acknowledged as an alert', async () => {
    await fire(1);
    const expected = 'Expected from people: an acknowledgement';
    await bench.told('ben', 'alert ack ALT-1');
    const told = (await bench.submit('ana', await form(1), {})).shows;
    expect(told).toContain('Expected from people: ');
    expect(told).not.toContain(expected);
    await fire(2, 'queues of workers fill up');
    expect((await bench.submit('ana', await form(2), {})).shows).toContain(expected);
  });

  it('is not begun for one there is none of, nor for one that people work on elsewhere', async () => {
    expect(await bench.told('ana', 'incident declare ALT-9 sev1')).toContain('There is no ALT-9.');
    await fire(1);
    await bench.submit('ana', await form(1), {});
    expect(await bench.told('ana', 'incident declare ALT-1')).toContain('ALT-1 is attached to INC-1 already');
    expect(await incidents()).toHaveLength(1);
  });

  it('begins with what was typed alone while the database is away', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const store = createStore({ pool, clock: { now: () => Date.now() }, log: silentLog });
    const away = await verbBench({ store });
    const opened = await away.form('ana', 'incident declare sev1 ALT-1');
    expect(opened.shows).toContain('ALT-1 will belong to it');
    expect(opened.shows).toContain('"initial_option":{"text":{"type":"plain_text","text":"SEV1');
    await away.close();
    await store.close();
    await pool.end();
  });

  it('is declared at once where its title only speaks of an alert', async () => {
    expect(await bench.told('ana', 'incident declare sev3 exports fail since ALT-1')).toContain('INC-1 is stored');
  });

  it('is probably less bad where the alert is not critical', async () => {
    await bench.alerts.fire(1, { instances: [instance('a', 0, { severity: 'warning' })] });
    await bench.submit('ana', await form(1), {});
    expect(await incidents()).toMatchObject([{ severity: 'sev3' }]);
  });

  it('is declared once, by whoever is first', async () => {
    await fire(1);
    const [one, other] = [await form(1), await form(1, 'ben')];
    await bench.submit('ana', one, {});
    expect((await bench.submit('ben', other, { title: 'quite another thing' })).shows).toContain(
      'ALT-1 is attached to INC-1 already',
    );
    expect(await incidents()).toHaveLength(1);
  });

  it('is not private: the form says why, and keeps what was entered', async () => {
    await fire(1);
    const refused = await bench.submit('ana', await form(1), { flags: ['restricted'] });
    expect(refused.shows).toContain('everybody reads alerts');
    expect(refused.shows).toContain('bank-lines answers with errors');
    expect(await incidents()).toEqual([]);
  });

  it('may follow one that is over', async () => {
    await fire(1);
    await bench.submit('ana', await form(1), {});
    await bench.told('ana', 'incident cancel INC-1 because it was a test');
    await bench.submit('ana', await form(1), { title: 'and now for real' });
    expect((await alert(1)).incident).toBe(2);
  });
});
