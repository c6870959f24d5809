import type { AlertSeverity } from '#src/domain/alert/events.ts';
import { type Alert, type AlertStatus, alertName } from '#src/domain/alert/state.ts';
import { words } from '#src/domain/prose.ts';
import { oneLine } from '#src/domain/text.ts';
import { inline } from '#views/text.ts';

export const alertSeverityWords: Readonly<Record<AlertSeverity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

export const alertStatusWords: Readonly<Record<AlertStatus, string>> = { firing: 'Firing', resolved: 'Resolved' };

/** `ALT-7 · Critical · bank-lines answers with errors`, for plain text. */
export function plainHeading(alert: Alert): string {
  return `${shortHeading(alert)} · ${plainTitle(alert)}`;
}

/** The same, safe in mrkdwn. */
export function heading(alert: Alert): string {
  return `${shortHeading(alert)} · ${inline(plainTitle(alert))}`;
}

function shortHeading({ number, severity }: Alert): string {
  return `${alertName(number)} · ${alertSeverityWords[severity]}`;
}

export function plainTitle({ title, name }: Alert): string {
  return oneLine(words(title)) || name;
}
