/** What can be owed. */
export const obligationKinds = [
  'acknowledge',
  'assign-commander',
  'status-entry',
  'internal-update',
  'customer-update',
  'schedule-review',
  'hold-review',
  'follow-up',
  'task',
] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** Who owes it: somebody by Slack id, or whoever is on call for the services. */
export type Debtor = { readonly person: string } | { readonly onCall: true };

/** One promise that is not kept yet. Times are milliseconds since the epoch. */
export interface Obligation {
  /** `internal-update.12`: its kind, and the event since which it runs. Unique in its incident. */
  readonly key: string;
  readonly kind: ObligationKind;
  /** When it came to be owed. */
  readonly since: number;
  readonly dueAt: number;
  readonly debtor: Debtor;
}
