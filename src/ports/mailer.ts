export interface Mail {
  /** One address. */
  readonly to: string;
  /** One line; line breaks become spaces. */
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The same for every attempt at the same mail: mailboxes drop what they have. Our ids only, no `@` and no spaces. */
  readonly id: string;
}

/**
 * Sends mail. A failure is an `IntegrationError` of vendor `mail`; `ambiguous` is set when the mail was handed over and nobody said whether it was
 * taken. Nothing can be asked back: sending the same `id` again is the only way to be sure, and the receiver's mailbox is what tells them apart.
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
