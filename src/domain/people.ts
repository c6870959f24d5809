/**
 * What the policy and Slack say somebody is. `responder` is everybody in the workspace but guests; `unverified` is somebody of whom Slack did not say in
 * time who they are.
 */
export const groups = [
  'responder',
  'unverified',
  'deploy-approver',
  'cab',
  'audit',
  'engineering-manager',
  'security',
  'admin',
] as const;
export type Group = (typeof groups)[number];

/** A person who acts. `person` is the Slack user id, the identity that every door of ours can see. */
export interface PersonActor {
  readonly kind: 'person';
  readonly person: string;
  readonly groups: readonly Group[];
  /** How it reached us: `slack:command`, `slack:button` … */
  readonly via: string;
}

/** Our own engine, acting on what was promised or answered. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: 'engine';
}

export type Actor = PersonActor | SystemActor;

export const engineActor: SystemActor = { kind: 'system', name: 'engine' };

/** Who looks. The system sees everything; a person sees what is open and what they are part of. */
export type Viewer = Actor;

/** Who acted, by Slack id; our own engine by its name. */
export function actorId(actor: Actor): string {
  return actor.kind === 'person' ? actor.person : actor.name;
}
