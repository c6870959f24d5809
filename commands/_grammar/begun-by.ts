/** Something with names of one or several words. */
export interface Named<Thing> {
  readonly thing: Thing;
  readonly names: readonly string[];
}

/** The one thing with a name, or a word of one, that begins so; `null` where it is too short to say, or there are several. */
export function begunBy<Thing>(typed: string, things: readonly Named<Thing>[]): Thing | null {
  const said = typed.toLowerCase();
  const begins = (name: string) => [name, ...name.split(/[\s-]/)].some((word) => word.toLowerCase().startsWith(said));
  const [one, ...others] = things.filter(({ names }) => names.some(begins));
  return said.length < 2 || one === undefined || others.length > 0 ? null : one.thing;
}
