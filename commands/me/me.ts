import { nearest } from '#commands/_grammar/nearest.ts';
import { remainder, tokens } from '#commands/_grammar/tokens.ts';
import { putUpHome } from '#commands/_home/put-up-home.ts';
import { defineCommand, type Gesture, type Press, type Reply } from '#src/define.ts';
import { showMe } from '#src/operations/me/show.ts';
import { homePageIds } from '#views/home/home.ts';
import { meMessage } from '#views/me/me.ts';
import type { Message } from '#views/message.ts';
import { notUnderstood, unreadWords } from '#views/unknown.ts';
import { pagerduty } from './pagerduty.ts';

export const me = defineCommand({
  noun: 'me',
  verb: '',
  summary: 'Who I take you for and what you may do (a guest may ask, too), and your incidents',
  usage: '',
  examples: ['/apgms me'],
  scopes: [],
  async run(text, gesture) {
    if (!/^(?:show)?$/i.test(text.trim())) return { kind: 'tell', message: notMe(text) };
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

/** What follows may be a slip in the other verb. */
function notMe(text: string): Message {
  const all = tokens(text);
  if (nearest(all[0]?.text ?? '', [pagerduty.verb]) === null) return unreadWords({ unread: text, command: me });
  const line = `/apgms me pagerduty ${remainder(text, all, 1)}`.trim();
  return notUnderstood({ text: `me ${text}`, guesses: [{ command: pagerduty, line }], noun: me.noun, slip: false });
}

async function turnHome({ value }: Press, gesture: Gesture): Promise<Reply> {
  const page = /^\d{1,6}$/.test(value) ? Number(value) : 1;
  const actor = await gesture.actor();
  gesture.later(() => putUpHome(gesture.deps, page, actor));
  return { kind: 'nothing' };
}
