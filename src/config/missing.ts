import { help, imageMark } from './settings.ts';

/** The variables that are set, by name. */
export type Present = Readonly<Record<string, string>>;

/** A sentence for everything that is missing, or that excludes something else. */
export function missing(set: Present): readonly string[] {
  return [...missingSlack(set), ...missingStorage(set), ...missingMail(set), ...missingPagerDuty(set)];
}

function missingSlack(set: Present): readonly string[] {
  const token = set['SLACK_BOT_TOKEN'] ? [] : [`SLACK_BOT_TOKEN is missing. ${help('SLACK_BOT_TOKEN')}`];
  const { SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: appToken } = set;
  const [http, socket] = ['SLACK_SIGNING_SECRET (requests come over HTTP)', 'SLACK_APP_TOKEN (Socket Mode)'];
  if (secret && appToken)
    return [...token, `${http} and ${socket} are both set, and only one can be used. Remove the other.`];
  return secret || appToken ? token : [...token, `${http} or ${socket} is missing. Set one of them.`];
}

export function missingStorage(set: Present): readonly string[] {
  return [...missingInImage(set), ...missingForRole(set)];
}

/** The image brings no PostgreSQL of its own: what it would keep dies with its container. */
export function missingInImage(set: Present): readonly string[] {
  if (set['DATABASE_URL'] || !set[imageMark]) return [];
  return [`DATABASE_URL is missing: there is no PostgreSQL in the Docker image. ${help('DATABASE_URL')}`];
}

function missingForRole(set: Present): readonly string[] {
  const { ROLE: role, DATABASE_URL: url } = set;
  if (url || set[imageMark] || (role !== 'web' && role !== 'worker')) return [];
  return [`DATABASE_URL is missing: with ROLE=${role} several processes share one database. ${help('DATABASE_URL')}`];
}

function missingMail(set: Present): readonly string[] {
  const { SMTP_URL: url, MAIL_FROM: from } = set;
  if (Boolean(url) === Boolean(from)) return [];
  const [there, absent] = url ? ['SMTP_URL', 'MAIL_FROM'] : ['MAIL_FROM', 'SMTP_URL'];
  return [`${absent} is missing: ${there} is set, and mail needs both. ${help(absent)}`];
}

const pagerDuty = ['PAGERDUTY_API_TOKEN', 'PAGERDUTY_FROM_EMAIL', 'PAGERDUTY_WEBHOOK_SECRET'] as const;

export function missingPagerDuty(set: Present): readonly string[] {
  const absent = pagerDuty.filter((name) => !set[name]);
  const there = pagerDuty.find((name) => set[name]);
  if (there === undefined) return [];
  return absent.map((name) => `${name} is missing: ${there} is set, and PagerDuty needs all three. ${help(name)}`);
}
