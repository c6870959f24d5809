import type { Service } from '#src/domain/policy.ts';
import { inline } from '#views/text.ts';

/** What the policy writes where nobody has taken a service yet. */
const nobody = 'not named';

/** A team the policy names, or that it names none. */
export function team(name: string): string {
  return name === nobody ? 'nobody yet' : inline(name, 75);
}

/** `Platform Engineering, backup Data Services`. */
export function owners({ owner, backup }: Service): string {
  if (owner === nobody) return 'nobody owns it yet';
  return backup === nobody ? team(owner) : `${team(owner)}, backup ${team(backup)}`;
}
