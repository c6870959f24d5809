import type { Prose } from '#src/domain/prose.ts';

export const roles = ['commander', 'communications', 'scribe'] as const;
export type Role = (typeof roles)[number];

/** Who has which part in an incident, and who may know of a restricted one. */
export type PeopleEvent =
  /** `null`: nobody has it any more. */
  | {
      readonly type: 'role-assigned';
      readonly v: 1;
      readonly data: { readonly role: Role; readonly person: string | null };
    }
  /** `had`: who had it before. */
  | {
      readonly type: 'role-assigned';
      readonly v: 2;
      readonly data: { readonly role: Role; readonly person: string | null; readonly had: string | null };
    }
  | {
      readonly type: 'access-requested';
      readonly v: 1;
      readonly data: { readonly person: string; readonly why: Prose | null };
    }
  /** `request`: `seq` of the event that asked. */
  | {
      readonly type: 'access-granted';
      readonly v: 1;
      readonly data: { readonly person: string; readonly request: number };
    }
  | {
      readonly type: 'access-refused';
      readonly v: 1;
      readonly data: { readonly person: string; readonly request: number };
    }
  /** Who the people of the security group are in Slack. */
  | { readonly type: 'security-found'; readonly v: 1; readonly data: { readonly people: readonly string[] } }
  /** Somebody came into the channel of a restricted incident, or has a part in it. `moved`: when they came or left (ms), as Slack tells. */
  | { readonly type: 'member-added'; readonly v: 1; readonly data: Moved }
  | { readonly type: 'member-removed'; readonly v: 1; readonly data: Moved };

interface Moved {
  readonly person: string;
  readonly moved: number | null;
}
