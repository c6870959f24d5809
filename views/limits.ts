/** Slack's limits, in characters unless said otherwise, as far as the views come near them. */
export const limits = {
  /** Blocks of one message. */
  messageBlocks: 50,
  /** All text of one message's blocks together. Not documented; Slack was seen to refuse messages from 11,341 on. */
  messageTotal: 10_000,
  /** The `text` of a message: an edit with more than 4,000 fails. */
  messageText: 3_000,
  header: 150,
  section: 3_000,
  field: 2_000,
  fields: 10,
  context: 2_000,
  buttonText: 75,
  buttonValue: 2_000,
  optionText: 75,
  options: 100,
  input: 3_000,
  topic: 250,
} as const;
