import { describe, expect, it } from 'vitest';
import { slackAddresses } from '#src/vendors/slack/addresses.ts';

describe("an address that is Slack's", () => {
  const isSlack = slackAddresses('http://127.0.0.1:4400/api/');

  it.each([
    'https://hooks.slack.com/actions/T1/2/abc',
    'https://files.slack.com/upload/v1/abc',
    'http://127.0.0.1:4400/_response/R1',
  ])('%s', (address) => expect(isSlack(address)).toBe(true));

  it.each([
    'http://hooks.slack.com/actions/1',
    'https://hooks.slack.com:8443/actions/1',
    'https://hooks.slack.com.example/actions/1',
    'https://hooks.slack.com@example.com/1',
    'https://example.com\\.slack.com/1',
    'https://notslack.com/1',
    'http://127.0.0.1:4401/_response/R1',
    'https://127.0.0.1:4400/_response/R1',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('is not %s', (address) => expect(isSlack(address)).toBe(false));
});
