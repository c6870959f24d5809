/** What Slack makes of mentions, channels and addresses in a message. Anything else between angles somebody typed. */
const token =
  /<(?:@([UW][A-Z0-9]+)|#([CG][A-Z0-9]+)|!([a-z]+(?:\^[^<>|]*)*)|((?:https?:\/\/|mailto:|tel:)[^<>|\s]+))(?:\|([^<>]*))?>/g;

/** Text of a message as people read it in Slack: names instead of the ids of people and channels, and addresses without their brackets. */
export function asRead(text: string, nameOf: (id: string) => string): string {
  return text.replace(token, (_, person?: string, channel?: string, command?: string, link?: string, label = '') => {
    if (person !== undefined) return `@${label || nameOf(person)}`;
    if (channel !== undefined) return `#${label || channel}`;
    if (command !== undefined) return label || `@${command.split('^')[0]}`;
    const target = link?.replace(/^(?:mailto|tel):/, '') ?? '';
    return label === '' || target.endsWith(label) ? target : `${label} (${target})`;
  });
}

/** What somebody typed, as they typed it: `@ben` and `#incidents`, which Slack passes on by their ids. */
export function asTyped(text: string): string {
  return asRead(text, (id) => id);
}
