import { createClient, type SeenMessage } from '#playground/client.ts';
import type { Playground } from '#playground/playground.ts';
import type { Transcript } from '#playground/transcript.ts';
import { readable } from './readable.ts';

/** The gateway answers `/bank-lines` with errors: declared by Ana, followed by Ben and Dora, resolved after 23 minutes. Slack stumbles on the way. */
export async function bankLines({ url, bot, workspace }: Playground, told: Transcript): Promise<void> {
  const slack = createClient(url);
  const inRoom = async (room: string) => (await slack.posts(room)).filter((one) => one.text.includes('INC-1'));

  told.scene('/bank-lines returns 500');
  // Slack takes the announcement and loses its answer: the bot has to find out that it stands.
  await slack.fault({ vendor: 'slack', method: 'chat.postMessage', channel: 'incidents', fault: 'error_after' });
  const declared = await type('ana', 'incidents', 'incident declare sev2 api-gateway bank-lines returns 500');
  told.expect('the declaration is stored before anything else happens', declared.includes('INC-1'));
  await slack.settle();
  await slack.advance('1m');

  const channel = (await slack.channels()).find((one) => one.name.startsWith('inc-1-'));
  told.expect('the incident has a channel of its own', channel?.name === 'inc-1-bank-lines-returns-500');
  told.expect('Ana is in it', channel?.members.includes('ana') === true);
  const home = channel?.name ?? 'incidents';
  const card = (await slack.messages(home)).find((one) => one.pinned);
  show(`#${home}  (topic: ${channel?.topic ?? '-'})`, card);
  told.expect('the card is pinned', card !== undefined);
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

  told.scene('Resolved, and the bot dies while it says so');
  await slack.advance('22m');
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
  const outcome = (await slack.posts(home)).filter((one) => !one.pinned);
  show(`#${home}`, outcome.at(-1));
  told.expect('the outcome is told in the channel, once', outcome.length === 1);
  told.expect(
    'it is not on the list of open ones any more',
    !(await type('dora', 'general', 'incident list')).includes('INC-1'),
  );
  told.expect('the bot is up again', bot.url() !== null);

  async function type(who: string, where: string, text: string): Promise<string> {
    told.does(who, `/apgms ${text}   (in #${where})`);
    const seen = await slack.command(who, where, text);
    const answer = readable(seen.response ?? {}, workspace.state);
    told.sees('only visible to them', answer);
    return answer;
  }
  function show(where: string, message: SeenMessage | undefined): void {
    told.sees(where, message ? readable(message, workspace.state) : '(nothing)');
  }
}
