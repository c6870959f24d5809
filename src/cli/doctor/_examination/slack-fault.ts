import { IntegrationError } from '#src/errors.ts';
import { type Finding, notChecked, wrong } from './check.ts';

type Token = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

const again = 'type `npm run doctor` again';

/** Where each token stands at https://api.slack.com/apps, below the app. */
const places: Readonly<Record<Token, string>> = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions → Bot User OAuth Token, which begins with xoxb-',
  SLACK_APP_TOKEN: 'Basic Information → App-Level Tokens, one with connections:write, which begins with xapp-',
};

/** What a call to Slack that failed means for whoever set it up. Anything but an `IntegrationError` is a bug, and thrown. */
export function slackFinding(error: unknown, token: Token): Finding {
  if (!(error instanceof IntegrationError)) throw error;
  const { code, call, retryAfterMs } = error;
  if (retryAfterMs !== null) return notChecked(`Slack has us wait. In ${Math.ceil(retryAfterMs / 1_000)} s ${again}.`);
  const copy = `Copy it anew: https://api.slack.com/apps → the app → ${places[token]}.`;
  if (unknownTokens.includes(code)) return wrong(`Slack does not take ${token} (${code}). ${copy}`);
  if (lostTokens.includes(code))
    return wrong(`${token} is not valid any more (${code}). Install the app to the workspace again, then: ${copy}`);
  if (code === 'not_allowed_token_type') return wrong(`${token} is a token of another kind (${code}). ${copy}`);
  if (code === 'missing_scope' && token === 'SLACK_BOT_TOKEN')
    return wrong(`The bot lacks a scope for ${call}. Reinstall the app from its manifest, see scopes.`);
  if (code === 'missing_scope') return wrong(`${token} lacks the scope connections:write. ${copy}`);
  if (code === 'unreachable')
    return wrong(
      'Slack cannot be reached from this machine. Is SLACK_API_URL right, do DNS and firewall let us out, is the certificate known?',
    );
  if (code === 'unreadable' || /^http_[34]/.test(code))
    return wrong(
      `What answers is not Slack (${code}). Is SLACK_API_URL right? It ends in /api/. Is a proxy in between?`,
    );
  if (error.retryable)
    return wrong(
      `Slack does not answer as it should (${code}). Where https://slack-status.com shows nothing, look at proxy and firewall; then ${again}.`,
    );
  return wrong(`Slack says ${code} to ${call}. What that means: https://docs.slack.dev/reference/methods/${call}.`);
}

const unknownTokens: readonly string[] = ['invalid_auth', 'not_authed', 'not_bearer_token'];
const lostTokens: readonly string[] = ['account_inactive', 'token_revoked', 'token_expired'];
