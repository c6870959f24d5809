import type { ChatPerson } from '#src/ports/chat.ts';
import type { SlackUser } from './schema.ts';

/** A user of Slack in our words. `team`: our workspace. */
export function personOf(user: SlackUser, team: string): ChatPerson {
  return {
    id: user.id,
    name: user.real_name || user.name,
    email: user.profile.email ?? null,
    guest: user.is_restricted || user.is_ultra_restricted,
    outsider: user.deleted || user.is_bot || !belongs(user, team),
  };
}

/** People of a shared channel's other side carry their own workspace; those of our Enterprise organisation list ours too. */
function belongs({ team_id, enterprise_user }: SlackUser, team: string): boolean {
  return team_id === undefined || team_id === team || (enterprise_user?.teams.includes(team) ?? false);
}
