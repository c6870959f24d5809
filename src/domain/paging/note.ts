/** How a note begins that the bot writes on the page of a stream's thing: its name there, and the event it tells of. */
export function noteMark(name: string, seq: number): string {
  return `[${name} #${seq}]`;
}

/** How a request to join begins that the bot makes. */
export const requestMark = 'Please join ';

/** Whether a request to join is one of ours, come back. */
export function isOurRequest(message: string): boolean {
  return message.startsWith(requestMark);
}

/** Whether a note on a page is one of ours, come back. */
export function isOurNote(content: string): boolean {
  return /^\[INC-\d+ #\d+\] /.test(content);
}
