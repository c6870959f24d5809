import { type Check, notChecked, ok } from '#src/cli/doctor/_examination/check.ts';

/** Whether Alertmanager may tell us of alerts, and where it has to. That it does only its first delivery can show. */
export const alertmanager: Check = {
  name: 'Alertmanager',
  async look({ config }) {
    if (config.alertmanager === undefined) return [notChecked('its token cannot be used, see configuration.')];
    if (config.alertmanager === null)
      return [
        ok(
          'not set up: nothing is heard of Alertmanager. To have it: ALERTMANAGER_WEBHOOK_TOKEN, and docs/setup-alertmanager.md.',
        ),
      ];
    return [
      ok(
        'heard at /webhooks/alertmanager of this bot, with ALERTMANAGER_WEBHOOK_TOKEN as the bearer token: webhook_configs in docs/setup-alertmanager.md.',
      ),
    ];
  },
};
