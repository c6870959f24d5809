/** The words for a refusal: what stopped it, the rule where there is one, and what to do next. All three are mrkdwn. */
export interface Explanation {
  readonly stopped: string;
  readonly rule: string | null;
  readonly next: string;
}
