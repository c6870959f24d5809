import type { Group } from '#src/domain/people.ts';
import { code, inline } from '#views/text.ts';

/** What a group is, and where it says that somebody is in it. */
export function groupLine(group: Group, email: string | null): string {
  if (group === 'responder') return `• ${code(group)}: you are a member of this workspace and no guest`;
  if (group === 'unverified')
    return '• Slack did not say in time who you are: until it does you can declare incidents, and nothing else';
  const line = email === null ? 'your e-mail' : inline(email, 100);
  return `• ${code(group)}: ${line} stands under ${code(`groups: ${group}`)} in apgms.yaml`;
}
