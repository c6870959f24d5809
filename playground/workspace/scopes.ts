/** The app's bot scopes: what it was granted, less what somebody took away. */
export interface Scopes {
  has(scope: string): boolean;
  list(): readonly string[];
  wasGranted(scope: string): boolean;
  /** Takes exactly these away; whatever was taken before comes back. */
  withhold(scopes: readonly string[]): void;
}

export function createScopes(granted: readonly string[]): Scopes {
  let withheld: readonly string[] = [];
  const list = () => granted.filter((scope) => !withheld.includes(scope));
  return {
    has: (scope) => list().includes(scope),
    list,
    wasGranted: (scope) => granted.includes(scope),
    withhold(scopes) {
      withheld = scopes;
    },
  };
}
