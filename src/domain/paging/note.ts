/** How whatever the bot writes on the page of a stream's thing begins: the name of that, and the event it is written for. */
export function noteMark(name: string, seq: number): string {
  return `[${name} #${seq}]`;
}

/** The name of ours that a text on a page is marked with: `INC-42`; `null`: with none, a person wrote it. */
export function markedWith(text: string): string | null {
  return /^\[((?:INC|ALT)-\d+) #\d+\] /.exec(text)?.[1] ?? null;
}
