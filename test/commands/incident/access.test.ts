import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';
import { accessAsked } from '#views/incident/access.ts';

let bench: VerbBench;
let number: number;
beforeAll(async () => {
  bench = await verbBench();
  number = await bench.declare('ana', 'sev1 private credentials leaked');
});
afterAll(() => bench.close());

/** The words without Slack's own ids of blocks, and with one number for all. */
const plainly = (told: string, of: number) => told.replace(/"block_id":"\w+",?/g, '').replaceAll(`INC-${of}`, 'INC-N');

describe('asking to be let into a private incident', () => {
  it('is answered word for word the same, whether there is one or not', async () => {
    const there = plainly(await bench.told('ben', `incident access INC-${number} because I run it`), number);
    const missing = plainly(await bench.told('ben', 'incident access INC-4000 because I run it'), 4_000);
    expect(there).toContain('If INC-N is a private incident, its members have been asked');
    expect(there).toBe(missing);
    expect(await bench.newest(number)).toMatchObject({ type: 'access-requested', data: { person: 'UBEN' } });
  });

  it('asked again changes nothing, and is answered the same', async () => {
    const before = await bench.types(number);
    expect(await bench.told('ben', `incident access ${number}`)).toContain('its members have been asked');
    expect(await bench.types(number)).toEqual(before);
  });

  it('asked again for another reason is answered the same, and its members see the newer one', async () => {
    const told = await bench.told('ben', `incident access ${number} because an auditor waits`);
    expect(plainly(told, number)).toContain('its members have been asked');
    const asked = (await bench.store.events(`inc-${number}`)).find(({ event }) => event.type === 'access-requested');
    const question = accessAsked({ incident: await bench.incident(number), told: asked ?? null });
    expect(JSON.stringify(question.blocks)).toContain('asks to be let in*, because: an auditor waits');
  });

  it('is refused to a guest', async () => {
    expect(await bench.told('gus', `incident access INC-${number}`)).toMatch(/Guests cannot/);
  });
});

describe('the buttons under the question', () => {
  /** The question as it stands in the channel, put up anew. */
  async function question() {
    await bench.giveChannel(number);
    const incident = await bench.incident(number);
    const asked = incident.requests[0]?.request ?? 0;
    return bench.post(accessAsked({ incident, told: await bench.store.event(`inc-${number}`, asked) }));
  }

  it('let nobody in when one pressed who is no member', async () => {
    const before = (await bench.types(number)).filter((type) => type.startsWith('access-'));
    await bench.pressAt('chen', await question(), 'incident.grant');
    expect((await bench.types(number)).filter((type) => type.startsWith('access-'))).toEqual(before);
  });

  it('let somebody in when a member presses', async () => {
    expect((await bench.pressAt('ana', await question(), 'incident.grant')).shows).toContain('is being let in');
    expect(await bench.newest(number)).toMatchObject({ type: 'access-granted', data: { person: 'UBEN' } });
    expect(await bench.told('ben', `incident show ${number}`)).toContain('credentials leaked');
  });

  it('leave somebody out, who hears nothing', async () => {
    await bench.type('dora', `incident access INC-${number}`);
    expect((await bench.pressAt('ana', await question(), 'incident.refuse-access')).shows).toContain('is not let in');
    expect(await bench.newest(number)).toMatchObject({ type: 'access-refused', data: { person: 'UDORA' } });
    expect(await bench.told('dora', `incident show ${number}`)).not.toContain('credentials leaked');
  });
});
