/**
 * Text a person wrote. It lives under an id of its own so that a pasted secret can be emptied later while the record
 * around it stays valid: events keep only a salted hash of the body.
 */
export interface Prose {
  readonly prose: string;
  /** `null` once redacted. */
  readonly body: string | null;
}

/** What to show in the place of the text: its body, or the mark of a redaction. */
export function words(prose: Prose): string {
  return prose.body ?? '[redacted]';
}
