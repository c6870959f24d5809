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

/** A system beside Slack that tells what was done there. */
export interface VendorActor {
  readonly kind: 'vendor';
  readonly vendor: 'pagerduty' | 'alertmanager';
  /** Whom it names, where that is somebody we do not know in Slack; `null`: nobody, it did it by itself. */
  readonly user: { readonly id: string; readonly name: string } | null;
}

export type Actor = PersonActor | SystemActor | VendorActor;

export const engineActor: SystemActor = { kind: 'system', name: 'engine' };

/** Who looks. The system sees everything; a person sees what is open and what they are part of. */
export type Viewer = PersonActor | SystemActor;

/** Who acted, by Slack id; our own engine and vendors by their names, `pagerduty:Noor Haddad` whom only a vendor knows. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.person;
    case 'system':
      return actor.name;
    case 'vendor':
      return actor.user ? `${actor.vendor}:${actor.user.name}` : actor.vendor;
  }
}

/** Whether somebody did it: nothing that a machine does keeps a promise. */
export function isSomebody(actor: Actor): boolean {
  return actor.kind === 'person' || (actor.kind === 'vendor' && actor.user !== null);
}

/** Whether `by`, as `actorId` names who did something, can be spoken to in Slack. */
export function isInSlack(by: string): boolean {
  return /^[UW][A-Z0-9]+$/.test(by);
}
