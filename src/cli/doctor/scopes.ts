import { commands, listeners } from '#commands/index.ts';
import { type Check, notChecked, ok, warning, wrong } from '#src/cli/doctor/_examination/check.ts';
import { manifestOf } from '#src/cli/manifest.ts';
import { effects } from '#src/effects/index.ts';

/** The bot may do what the manifest asks for, and no more. */
export const scopes: Check = {
  name: 'scopes',
  async look(patient) {
    const slack = await patient.slack();
    if (!slack.known) return [notChecked(slack.why)];
    const granted = slack.value.self.scopes;
    if (granted.length === 0)
      return [notChecked("Slack's answer does not list them. Does a proxy take the header x-oauth-scopes away?")];
    const wanted = manifestOf({ commands, listeners, effects, host: null }).oauth_config.scopes.bot;
    const missing = wanted.filter((scope) => !granted.includes(scope));
    const extra = granted.filter((scope) => !wanted.includes(scope));
    const overHttp = patient.config.slack.transport?.kind === 'http';
    const manifest = overHttp ? 'what `npm run manifest -- https://<your host>` prints' : 'manifest.yml';
    return [
      ...(missing.length > 0
        ? [wrong(`Missing: ${missing.join(', ')}. Reinstall the app from ${manifest}: ${howTo}`)]
        : []),
      ...(extra.length > 0
        ? [
            warning(
              `Granted and not needed: ${extra.join(', ')}. To be rid of them, reinstall the app from ${manifest}: ${howTo}`,
            ),
          ]
        : []),
      ...(missing.length + extra.length === 0 ? [ok(`all ${wanted.length} of the manifest are granted.`)] : []),
    ];
  },
};

const howTo =
  'https://api.slack.com/apps → the app → App Manifest, paste, save; then Install App → Reinstall to Workspace.';
