/** PagerDuty says no. `code` is its own number, `errors` says what is wrong in words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: number;
  readonly errors: readonly string[];

  constructor(code: number, errors: readonly string[] = []) {
    super(messages.get(code) ?? 'Refused');
    this.code = code;
    this.errors = errors;
  }

  get status(): number {
    return statuses.get(this.code) ?? 400;
  }
}

/** The codes there are reasons for here; any other is a 400. */
const statuses: ReadonlyMap<number, number> = new Map([
  [2000, 500],
  [2006, 401],
  [2010, 403],
  [2014, 402],
  [2016, 408],
  [2020, 429],
  [2100, 404],
]);

const messages: ReadonlyMap<number, string> = new Map([
  [1001, 'Incident Already Resolved'],
  [1002, 'Incident Already Acknowledged'],
  [1005, 'Incident Changed Since It Was Read'],
  [1008, 'Requester User Not Found'],
  [1015, 'Nobody Is On Call'],
  [2000, 'Internal Error'],
  [2001, 'Invalid Input Provided'],
  [2002, 'Arguments Caused Error'],
  [2006, 'Authentication Failed'],
  [2010, 'Access Denied'],
  [2014, 'Account Does Not Have The Abilities To Perform The Action'],
  [2016, 'Timed Out'],
  [2020, 'Rate Limit Exceeded'],
  [2100, 'Not Found'],
]);

/** What was asked for is not as it must be; `errors` say what. */
export function invalid(...errors: readonly string[]): Refused {
  return new Refused(2001, errors);
}

/** What an id leads to; refused as not found where it leads nowhere. */
export function found<Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Refused(2100);
  return thing;
}
