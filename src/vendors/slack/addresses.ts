export const defaultApiUrl = 'https://slack.com/api/';

/**
 * Tells whether an address we were handed is Slack's: that of the Web API's own server, or one below `slack.com`. Nothing of ours goes anywhere else.
 */
export function slackAddresses(apiUrl: string): (address: string) => boolean {
  const api = new URL(apiUrl).origin;
  return (address) => {
    if (!URL.canParse(address)) return false;
    const { origin, protocol, port, hostname } = new URL(address);
    return origin === api || (protocol === 'https:' && port === '' && hostname.endsWith('.slack.com'));
  };
}
