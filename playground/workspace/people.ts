export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly email: string | null;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  /** Deactivated: known, but can do nothing any more. */
  readonly isDeleted?: boolean;
  /** Of this other workspace: comes into channels only by a person's invitation. */
  readonly teamId?: string;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}
