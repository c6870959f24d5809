import { spoken } from '#commands/_grammar/spoken.ts';
import { unquoted } from '#commands/_grammar/tokens.ts';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { claimPagerUser } from '#src/operations/me/claim-pager-user.ts';
import { releasePagerUser } from '#src/operations/me/release-pager-user.ts';
import { showMe } from '#src/operations/me/show.ts';
import { claimAsked, claimReleased } from '#views/me/claim.ts';
import { inPagerMessage } from '#views/me/in-pager.ts';
import { refusalMessage } from '#views/refusal.ts';
import { unreadWords } from '#views/unknown.ts';

export const pagerduty = defineCommand({
  noun: 'me',
  verb: 'pagerduty',
  summary: 'Say who you are in PagerDuty, where you have another e-mail there',
  usage: '[e-mail|reset]',
  examples: ['/apgms me pagerduty ana.ferreira@example.com', '/apgms me pagerduty reset'],
  scopes: [],
  async run(text, gesture) {
    const said = unquoted(spoken(text)).replace(/^(?:is|as|am|=)\s+/i, '');
    if (said === '') return tellWho(gesture);
    if (/^(?:reset|undo|remove)$/i.test(said)) return release(gesture);
    const email = /^[^\s<>@",;]{1,100}@[^\s<>@",;]{1,150}$/.exec(said)?.[0];
    if (email === undefined) return { kind: 'tell', message: unreadWords({ unread: said, command: pagerduty }) };
    return claim(email, gesture);
  },
});

async function tellWho({ deps, actor }: Gesture): Promise<Reply> {
  return { kind: 'tell', message: inPagerMessage(await showMe(deps, { actor: await actor() })) };
}

async function claim(email: string, { deps, actor }: Gesture): Promise<Reply> {
  const claimed = await claimPagerUser(deps, { email }, { actor: await actor() });
  return { kind: 'tell', message: claimed.ok ? claimAsked(email) : refusalMessage(claimed.refusal, deps) };
}

async function release({ deps, actor }: Gesture): Promise<Reply> {
  const released = await releasePagerUser(deps, { actor: await actor() });
  return { kind: 'tell', message: released.ok ? claimReleased(released) : refusalMessage(released.refusal, deps) };
}
