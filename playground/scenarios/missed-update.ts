import type { Playground } from '#playground/playground.ts';
import type { Transcript } from '#playground/transcript.ts';
import { playing } from './playing.ts';

/** Payments are late; Dora takes command and forgets to say how it stands. Runbook 003 asks every 15 minutes, and its escalation path hears of it until somebody does. */
export async function missedUpdate(playground: Playground, told: Transcript): Promise<void> {
  const { slack, type, show } = playing(playground, told);
  const saying = async (where: string, text: string) =>
    (await slack.posts(where)).filter((one) => one.text.includes(text));

  told.scene('An update is forgotten');
  const declared = await type('ana', 'incidents', 'incident declare sev2 payments settlements are late');
  const name = /INC-\d+/.exec(declared)?.[0] ?? '';
  await slack.settle();
  const home = (await slack.channels()).find((one) => one.name.startsWith(`${name.toLowerCase()}-`))?.name ?? '';
  const [asked] = await saying(home, 'an acknowledgement');
  show(`#${home}`, asked);
  told.expect('whoever is on call is asked to acknowledge at once', asked !== undefined);
  await type('dora', home, 'incident ack');
  await type('dora', home, 'incident assign commander me');
  await slack.advance('11m');
  const [reminder] = await saying(home, '*an update* is due');
  show(`#${home}, five minutes before the update is due`, reminder);
  told.expect('its commander is reminded', reminder?.text.includes('<@UDORA>') === true);

  await slack.advance('5m');
  const missed = () => saying('incident-room', 'Missed: an update');
  show('#incident-room, at the deadline', (await missed()).at(-1));
  told.expect('the miss is told to the on-call engineer', (await missed()).at(-1)?.text.includes('On-call') === true);
  await slack.advance('5m');
  told.expect('then to the secondary', (await missed()).at(-1)?.text.includes('Secondary on-call') === true);
  await slack.advance('5m');
  told.expect(
    'then to the engineering manager',
    (await missed()).at(-1)?.text.includes('Engineering Manager') === true,
  );
  show('#incident-room, fifteen minutes after the deadline', (await missed()).at(-1));
  const climbed = (await missed()).map(({ text }) =>
    text.match(/On-call engineer|Secondary on-call|Engineering Manager/g),
  );
  told.expect(
    'in one message, each of them once',
    JSON.stringify(climbed) === '[["On-call engineer","Secondary on-call","Engineering Manager"]]',
  );

  told.scene('The update that meets it');
  await type('dora', home, 'incident update the settlement job hangs, we restart it');
  await slack.settle();
  told.expect('nobody is asked for it any more', (await missed()).length === 0);
  show('#incident-room', (await saying('incident-room', 'Done by')).at(-1));
  await slack.advance('5m');
  told.expect('and the path is climbed no further', (await saying('incident-room', 'VP Engineering')).length === 0);
  await type('dora', home, 'incident resolve');
  await slack.settle();
  const report = await type('dora', 'general', 'report 30d');
  told.expect('the report counts the miss', /miss/i.test(report));
}
