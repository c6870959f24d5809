import { putUpHome } from '#commands/_home/put-up-home.ts';
import { defineCommand, type Gesture, type Press, type Reply } from '#src/define.ts';
import { showMe } from '#src/operations/me/show.ts';
import { homePageIds } from '#views/home/home.ts';
import { meMessage } from '#views/me/me.ts';
import { unreadWords } from '#views/unknown.ts';

export const me = defineCommand({
  noun: 'me',
  verb: '',
  summary: 'Who I take you for and what you may do (a guest may ask, too), and your incidents',
  usage: '',
  examples: ['/apgms me'],
  scopes: [],
  async run(text, gesture) {
    if (!/^(?:show)?$/i.test(text.trim())) return { kind: 'tell', message: unreadWords({ unread: text, command: me }) };
    const { deps } = gesture;
    const actor = await gesture.actor();
    const taken = await showMe(deps, { actor });
    return {
      kind: 'tell',
      message: meMessage({ ...taken, person: actor.person, policy: deps.policy, now: deps.clock.now() }),
    };
  },
  buttons: {
    [homePageIds.renew]: turnHome,
    [homePageIds.before]: turnHome,
    [homePageIds.after]: turnHome,
  },
});

async function turnHome({ value }: Press, gesture: Gesture): Promise<Reply> {
  const page = /^\d{1,6}$/.test(value) ? Number(value) : 1;
  const actor = await gesture.actor();
  gesture.later(() => putUpHome(gesture.deps, page, actor));
  return { kind: 'nothing' };
}
