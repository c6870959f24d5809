/**
 * `text` as a person would read it: the tokens Slack makes of mentions, channels and links become `@ana`, `#incidents` and the address. A mention that
 * comes without a name keeps its id.
 */
export function spoken(text: string): string {
  return text.replace(/<([@#!]?)([^<>|\s]+)(?:\|([^<>]*))?>/g, (_, mark: string, target: string, label?: string) => {
    if (mark === '') return target.replace(/^mailto:/, '');
    const name = (label || target.split('^')[0] || '').replace(/^[@#]/, '');
    return `${mark === '#' ? '#' : '@'}${name}`;
  });
}
