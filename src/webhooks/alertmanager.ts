import { defineWebhook } from '#src/define.ts';
import { hearAlert } from '#src/operations/alert/hear.ts';
import { readGroup } from '#src/vendors/alertmanager/schema.ts';
import { hasToken } from '#src/vendors/alertmanager/verify.ts';

/**
 * What Alertmanager tells of a group of alerts. It sends again what is answered 5xx, and drops for good what is answered 4xx: so whatever may be a body of
 * its own that we do not understand throws. What no Alertmanager of any version sends can never become right: that is said.
 */
export const alertmanager = defineWebhook({
  name: 'alertmanager',
  // A flood: some ten thousand alerts in one group.
  bodyBytes: 10_000_000,
  async receive({ headers, body }, { deps, secret }) {
    const { authorization } = headers;
    if (typeof authorization !== 'string' || !hasToken(authorization, secret)) return { kind: 'refused' };
    const group = readGroup(body, deps.clock.now());
    if (group === 'no-group') return { kind: 'senseless' };
    const { alert, unread } = group;
    if (unread > 0) deps.log.warn({ group: alert.name, unread }, 'some alerts of a group could not be read');
    await hearAlert(deps, alert, { kind: 'vendor', vendor: 'alertmanager', user: null });
    return { kind: 'stored' };
  },
});
