import { createHash } from 'node:crypto';
import type { AlertSeverity } from '#src/domain/alert/events.ts';
import type { AlertInWords } from '#src/domain/alert/in-words.ts';
import type { ToldInstance } from '#src/domain/alert/instances.ts';
import { cleanText, oneLine, visibleText } from '#src/domain/text.ts';
import type { AlertGroup, GroupedAlert } from './schema.ts';

/** As much of each text as is kept, in characters. */
const most = { name: 100, service: 100, title: 300, description: 3_000, address: 2_000, what: 150 } as const;

type Words = Readonly<Record<string, string>>;

/** What a group says that came at `now`, in the words of our domain. Annotations and `severity` are conventions, and each of them may be missing. */
export function inWords(group: AlertGroup, now: number): AlertInWords {
  const { groupLabels, commonLabels, alerts, truncatedAlerts: truncated } = group;
  const name = nameOf(group);
  const annotations = annotationsOf(group);
  const [first] = alerts;
  return {
    source: 'alertmanager',
    page: null,
    key: createHash('sha256').update(group.groupKey).digest('hex'),
    name,
    service: line(commonLabels['service'] ?? groupLabels['service'], most.service),
    title: line(annotations['summary'] ?? annotations['title'], most.title) ?? titled(name, groupLabels),
    description: text(annotations['description'] ?? annotations['message'], most.description),
    links: {
      runbook: address(annotations['runbook_url'] ?? annotations['runbook']),
      dashboard: address(annotations['dashboard_url'] ?? annotations['dashboard']),
      source: address(first?.generatorURL),
    },
    told: alerts.map((one) => ({
      id: one.fingerprint,
      ...timesOf(one, now),
      severity: severityOf(one.labels),
      what: apart(one.labels, groupLabels),
    })),
    truncated,
  };
}

/** Before this nothing began: Go writes a time that was never set as the year 1. */
const earliest = Date.UTC(2000, 0);

/** Nothing ends before it began. */
function timesOf(
  { status, startsAt, endsAt }: GroupedAlert,
  now: number,
): Pick<ToldInstance, 'startedAt' | 'endedAt' | 'beginningUnsaid'> {
  const over = status === 'resolved';
  if (startsAt >= earliest) return { startedAt: startsAt, endedAt: over ? Math.max(startsAt, endsAt) : null };
  const endedAt = endsAt >= earliest ? endsAt : now;
  return { startedAt: over ? endedAt : now, endedAt: over ? endedAt : null, beginningUnsaid: true };
}

/** How others call what is critical: what wakes somebody there wakes somebody here. */
const critical: ReadonlySet<string> = new Set([
  ...['critical', 'crit', 'error', 'page', 'fatal', 'emergency', 'disaster'],
  ...['p0', 'p1', 'sev0', 'sev1'],
]);

/** Runbook 003: `info`, `warning` and `critical`. What says nothing we know is a warning. */
function severityOf({ severity = '' }: Words): AlertSeverity {
  const said = severity.trim().toLowerCase();
  if (critical.has(said)) return 'critical';
  return said === 'info' ? 'info' : 'warning';
}

/** Of the rule; of the first one and how many others, where a group holds alerts of several. */
function nameOf({ alerts }: AlertGroup): string {
  const names = [
    ...new Set(alerts.map(({ labels }) => line(labels['alertname'], most.name) ?? 'An alert without a name')),
  ];
  const [first = 'An alert without a name', ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** What all of them say; of one alone, what it says. */
function annotationsOf({ alerts, commonAnnotations }: AlertGroup): Words {
  const [only, ...others] = alerts;
  return only && others.length === 0 ? only.annotations : commonAnnotations;
}

/** `HighErrorRate (cluster=prod)`: what tells this group from others of the rule. */
function titled(name: string, groupLabels: Words): string {
  const labels = labelled(groupLabels, ['alertname']);
  return labels === '' ? name : oneLine(cleanText(`${name} (${labels})`, most.title));
}

/** What of its labels is not the group's, `instance` first. */
function apart(labels: Words, groupLabels: Words): string | null {
  return line(labelled(labels, ['alertname', 'severity', 'service', ...Object.keys(groupLabels)]), most.what);
}

function labelled(labels: Words, except: readonly string[]): string {
  const rank = (name: string) => (name === 'instance' ? `0${name}` : `1${name}`);
  return Object.entries(labels)
    .filter(([name]) => !except.includes(name))
    .toSorted(([one], [other]) => (rank(one) < rank(other) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

function address(url: GroupedAlert['generatorURL'] | undefined): string | null {
  const said = line(url, most.address);
  return said !== null && /^https?:\/\/[^\s<>|"]+$/i.test(said) && URL.canParse(said) ? said : null;
}

function line(said: string | undefined, limit: number): string | null {
  return text(said === undefined ? undefined : oneLine(said), limit);
}

function text(said: string | undefined, limit: number): string | null {
  return visibleText(said ?? '', limit);
}
