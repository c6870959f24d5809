import type { Button, ContextBlock } from '@slack/types';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { button, context } from '#views/blocks.ts';
import { code, fitted } from '#views/text.ts';
import type { EffectLine } from './effect-lines.ts';
import { room } from './words.ts';

/** In characters: what Slack takes in a context, with room to spare. */
const longestContext = 1_800;

/** How what is done outside stands, in one line; nothing where there is nothing to say. */
export function effectsContext(
  effects: readonly EffectLine[],
  incident: Incident,
  policy: Policy,
): readonly ContextBlock[] {
  const words = effects.map((effect) => effectWords(effect, incident, policy));
  return words.length > 0 ? [context(fitted(words, ' · ', longestContext))] : [];
}

/** The same, folded while all is well: everything that was to be done is. */
export function progressContext(
  effects: readonly EffectLine[],
  incident: Incident,
  policy: Policy,
): readonly ContextBlock[] {
  if (effects.some(({ state }) => state !== 'done')) return effectsContext(effects, incident, policy);
  const left = effects.map((effect) => effectWords(effect, incident, policy)).filter((words) => !words.startsWith('✓'));
  return effects.length > 0 ? [context(['✓ everything posted', ...left].join(' · '))] : [];
}

/** Sets what failed going again; absent where nothing did. */
export function retryButton({ number }: Incident, effects: readonly EffectLine[]): readonly Button[] {
  const failed = effects.some((effect) => effect.state === 'failed');
  return failed ? [button('Retry what failed', 'incident.retry', String(number))] : [];
}

/** What something done outside is called: by the part of its kind after the dot, or by the kind of a kept message. */
export function effectName(kind: string, policy: Policy): string {
  return effectNames(policy)[kind]?.[0] ?? code(kind, 60);
}

function effectWords({ kind, state, error }: EffectLine, incident: Incident, policy: Policy): string {
  const names = effectNames(policy);
  const [what, done] = names[kind] ?? [code(kind, 60), `${code(kind, 60)} done`];
  switch (state) {
    case 'done':
      if (kind === 'adopt-channel' && !incident.channel?.adopted) return '– not the channel it was declared in';
      if (kind === 'page' && incident.page === null) return '– nobody paged';
      return kind === 'assess' && !measured(incident) ? '– health not measured' : `✓ ${done}`;
    case 'failed':
      return `failed: ${what}${error ? ` (${code(error, 60)}${mending[error] ?? ''})` : ''}`;
    default:
      return `${state}: ${what}`;
  }
}

/** Whether a check told anything: asking for health measures nothing where the policy names no check. */
function measured({ resolution }: Incident): boolean {
  return resolution?.health.some(({ verdict }) => verdict === 'pass' || verdict === 'fail') ?? false;
}

/** What people can do about what a vendor said no to, by its code. */
export const mending: Readonly<Record<string, string>> = {
  is_archived: ': unarchive the channel',
  not_in_channel: ': invite me again',
  channel_not_found: ': I cannot see it, invite me',
  too_many_pins: ': unpin something',
  channel_is_public: ': it was public, try again',
  restricted_action: ': a workspace admin has to allow it',
  missing_scope: ': reinstall the app, npm run doctor says which',
  cant_invite: ': the account is deactivated, or may not be invited',
  user_team_not_in_channel: ': somebody of another company, whom only a person can invite',
  user_not_found: ': nobody has that id in Slack',
  users_not_found: ': nobody has that e-mail in Slack',
  'not-found': ': no such thing in PagerDuty, npm run doctor says which',
  http_401: ': PagerDuty does not take the token, npm run doctor',
  name_taken: ': too many channels have its name',
};

/** Each thing done outside: its name, and how it is said once it is done. */
function effectNames(policy: Policy): Readonly<Record<string, readonly [what: string, done: string]>> {
  const [declare, status] = [room(policy, 'declare'), room(policy, 'status')];
  return {
    'open-channel': ['channel', 'channel opened'],
    'adopt-channel': ['taking over the channel', 'channel taken over'],
    invite: ['adding people', 'people added'],
    'find-security': ['finding the security group', 'security group found'],
    'tell-security': ['mail to the security contact', 'security contact told by mail'],
    'read-members': ['reading who is in the channel', 'who is in the channel read'],
    'read-message': ['reading a captured message', 'captured messages read'],
    export: ['export', 'exported'],
    update: ['posting an update', 'updates posted'],
    notice: ['posting a notice', 'notices posted'],
    access: ['asking the members', 'members asked'],
    granted: ['telling who was let in', 'told who was let in'],
    security: ['telling the security contact', 'security contact told'],
    page: ['paging', 'paged'],
    acknowledge: ['acknowledging in PagerDuty', 'acknowledged in PagerDuty'],
    resolve: ['resolving in PagerDuty', 'resolved in PagerDuty'],
    reopen: ['reopening in PagerDuty', 'reopened in PagerDuty'],
    'resolve-spare': ['resolving what stands in PagerDuty besides', 'resolved what stood in PagerDuty besides'],
    'set-severity': ['urgency in PagerDuty', 'urgency in PagerDuty set'],
    note: ['note in PagerDuty', 'noted in PagerDuty'],
    ask: ['paging more people', 'more people paged'],
    identify: ['finding who acknowledged', 'who acknowledged found'],
    'find-responders': ['asking people to join', 'people asked to join'],
    'find-debtors': ['finding who owes it', 'who owes it found'],
    reminder: ['reminding people', 'people reminded'],
    miss: ['telling of a miss', 'told of a miss'],
    status: ['status post', 'status posted'],
    'set-topic': ['topic', 'topic set'],
    'pin-card': ['pin', 'card pinned'],
    assess: ['health check', 'health checked'],
    announcement: [`announcement in ${declare}`, `announced in ${declare}`],
    card: ['card', 'card posted'],
    headline: [`headline in ${status}`, `headline in ${status}`],
    outcome: ['outcome of resolving', 'outcome of resolving posted'],
  };
}
