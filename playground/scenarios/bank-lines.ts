import type { Playground } from '#playground/playground.ts';
import type { Transcript } from '#playground/transcript.ts';
import { playing } from './playing.ts';

/**
 * The gateway answers `/bank-lines` with errors: monitoring tells PagerDuty, Ana acknowledges on her phone and declares it from the alert's card, Ben works on
 * it; resolved here and there after 23 minutes. Slack and PagerDuty stumble on the way.
 */
export async function bankLines(playground: Playground, told: Transcript): Promise<void> {
  const { slack, type, show } = playing(playground, told);
  const inRoom = async (room: string) => (await slack.posts(room)).filter((one) => one.text.includes('INC-1'));

  told.scene('An alert wakes Ana');
  const page = await slack.alertPagerDuty('PSAPIGW', 'bank-lines returns 500');
  await slack.settle();
  const [alert] = await slack.posts('ops-alerts');
  show('#ops-alerts', alert);
  told.expect('the alert has a card', alert?.text.includes('bank-lines returns 500') === true);
  told.does('ana', 'acknowledges on her phone');
  await slack.onPhone('ana', page, 'acknowledge');
  await slack.settle();
  const [taken] = await slack.posts('ops-alerts');
  told.expect('the card says who has it in hand', JSON.stringify(taken?.blocks).includes('Acknowledged by <@UANA>'));

  told.scene('/bank-lines returns 500');
  // Slack takes the announcement and loses its answer: the bot has to find out that it stands.
  await slack.fault({ vendor: 'slack', method: 'chat.postMessage', channel: 'incidents', fault: 'error_after' });
  const alerts = (await slack.channels()).find(({ name }) => name === 'ops-alerts');
  told.does('ana', 'presses Declare incident on the card, and submits the form');
  const form = await slack.press('ana', { channel: alerts?.id ?? '', ts: alert?.ts ?? '' }, 'alert.declare');
  await slack.submit('ana', form.view?.id ?? '', {});
  await slack.settle();
  await slack.advance('1m');

  const channel = (await slack.channels()).find((one) => one.name.startsWith('inc-1-'));
  told.expect('the incident has a channel of its own', channel?.name === 'inc-1-bank-lines-returns-500');
  told.expect('nobody is paged a second time: it goes on with that page', (await slack.pages()).length === 1);
  told.expect('Ana is in it', channel?.members.includes('ana') === true);
  const home = channel?.name ?? 'incidents';
  const card = (await slack.messages(home)).find((one) => one.pinned);
  show(`#${home}  (topic: ${channel?.topic ?? '-'})`, card);
  told.expect('the card is pinned', card !== undefined);
  told.expect(
    'it is acknowledged by who took the alert on',
    JSON.stringify(card?.blocks).includes('Acknowledged by <@UANA>'),
  );
  show('#incidents', (await inRoom('incidents')).at(-1));
  told.expect('it is announced once, though Slack lost its answer', (await inRoom('incidents')).length === 1);
  show('#incident-room', (await inRoom('incident-room')).at(-1));
  told.expect('the room has its headline', (await inRoom('incident-room')).length === 1);

  told.scene('The others look');
  told.expect('Dora finds it on the list', (await type('dora', 'general', 'incident list')).includes('INC-1'));
  const shown = await type('ben', 'general', 'incident show 1');
  told.expect('Ben reads who owns the service', shown.includes('Platform Engineering'));
  const slip = await type('ben', 'general', 'incident reslove 1');
  told.expect('a slip of the finger is explained', slip.includes('/apgms incident resolve'));

  told.scene('They work on it, and the bot dies while it tells the room');
  await type('ben', home, 'incident assign commander me');
  await slack.fault({ vendor: 'slack', method: 'chat.postMessage', match: '.room', fault: 'kill_after_applying' });
  await type('ben', home, 'incident update the new release is at fault next: roll it back in 15m');
  await slack.settle();
  await slack.advance('1m');
  const replies = (await slack.messages('incident-room')).filter((one) => one.thread_ts !== null);
  const updates = replies.filter((one) => one.text.includes('the new release is at fault'));
  show('#incident-room, below the headline', updates[0]);
  told.expect('the update stands below the headline, once', updates.length === 1);
  await type('ana', home, 'incident mitigation applied the flag statements-v2 is off');
  await type('ana', home, 'incident note 5m ago the bank called: they see it too');
  await slack.settle();

  told.scene('Resolved, and the bot dies while it says so');
  await slack.advance('20m');
  const tooSoon = await type('ana', home, 'incident resolve');
  told.expect('it is not to be resolved while the alert fires', tooSoon.includes('ALT-1 still fires'));
  told.does('monitoring', 'says that it is over');
  await slack.calmPagerDuty(page);
  await slack.settle();
  const [over] = await slack.posts('ops-alerts');
  show('#ops-alerts', over);
  told.expect('the alert is over', /resolved/i.test(over?.text ?? ''));
  await slack.fault({ vendor: 'slack', method: 'chat.update', match: 'esolved', fault: 'kill_after_applying' });
  await type('ana', home, 'incident resolve');
  await slack.settle();
  await slack.advance('1m');
  const [headline] = await inRoom('incident-room');
  show('#incident-room', headline);
  told.expect(
    'the headline says so, the same message as before',
    headline?.edited === true && /resolved/i.test(headline.text),
  );
  const outcome = (await slack.posts(home)).filter((one) => /^INC-1: \*Resolved after/.test(one.text));
  show(`#${home}`, outcome.at(-1));
  told.expect('the outcome is told in the channel, once', outcome.length === 1);
  const [there] = await slack.pages();
  told.expect('it is resolved in PagerDuty as well', there?.status === 'resolved');
  told.expect(
    'it is not on the list of open ones any more',
    !(await type('dora', 'general', 'incident list')).includes('INC-1'),
  );
  const timeline = await type('dora', home, 'incident timeline');
  told.expect('the timeline tells it from the beginning', timeline.includes('the bank called'));
  told.expect('the bot is up again', playground.bot.url() !== null);
}
