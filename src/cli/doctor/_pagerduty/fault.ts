import { type Finding, notChecked, wrong } from '#src/cli/doctor/_examination/check.ts';
import { IntegrationError } from '#src/errors.ts';

const again = 'type `npm run doctor` again';
const copy = 'PagerDuty → Integrations → API Access Keys → Create New API Key, not read-only';

/** What a call to PagerDuty that failed means for whoever set it up. Anything but an `IntegrationError` is a bug, and thrown. */
export function pagerDutyFinding(error: unknown): Finding {
  if (!(error instanceof IntegrationError)) throw error;
  const { code, call, retryAfterMs } = error;
  if (retryAfterMs !== null)
    return notChecked(`PagerDuty has us wait. In ${Math.ceil(retryAfterMs / 1_000)} s ${again}.`);
  if (code === 'http_401')
    return wrong(
      `It does not take PAGERDUTY_API_TOKEN (401). Copy it anew: ${copy}. An account in the EU has another address, too: PAGERDUTY_API_URL=https://api.eu.pagerduty.com.`,
    );
  if (code === 'http_403') return wrong(`PAGERDUTY_API_TOKEN may not do ${call} (403). Make a key that may: ${copy}.`);
  if (code === 'unreachable')
    return wrong(
      'It cannot be reached from this machine. Is PAGERDUTY_API_URL right, do DNS and firewall let us out, is the certificate known?',
    );
  if (code === 'unreadable' || code === 'redirected' || code === 'not-found' || /^http_[34]/.test(code))
    return wrong(
      `What answers to ${call} is not PagerDuty's REST API (${code}). Is PAGERDUTY_API_URL right? Is a proxy in between?`,
    );
  return wrong(
    `It does not answer as it should to ${call} (${code}). Where https://status.pagerduty.com shows nothing, look at proxy and firewall; then ${again}.`,
  );
}
