import { describe, expect, it } from 'vitest';
import { explain } from '#commands/_grammar/explain.ts';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { declaredAt, hugePolicy, incident, minutes, nasty, policy, resolution } from '#test/views/props.ts';
import { markedUp } from '#test/views/shown.ts';
import type { HelpCommand } from '#views/help.ts';
import { helpMessage } from '#views/help.ts';
import { incidentAnnouncement } from '#views/incident/announcement.ts';
import { incidentCard } from '#views/incident/card.ts';
import { declareModal } from '#views/incident/declare-modal.ts';
import { incidentDeclared } from '#views/incident/declared.ts';
import type { EffectLine } from '#views/incident/effect-lines.ts';
import { incidentHeadline } from '#views/incident/headline.ts';
import { incidentList } from '#views/incident/list.ts';
import { noSuchSeverity } from '#views/incident/no-such-severity.ts';
import { incidentOutcome } from '#views/incident/outcome.ts';
import { incidentResolving } from '#views/incident/resolving.ts';
import { incidentShow } from '#views/incident/show.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';
import { unreadWords } from '#views/unknown.ts';

const now = declaredAt + 125 * minutes;

/** Everything a person can write, with `text` in it; and everything that can be many, many. */
function everyMessage(text: string, of: Policy): readonly (readonly [view: string, message: Message])[] {
  const prose = { prose: 't1', body: text };
  const services = of.services.map((service) => service.id);
  const base = incident({ title: prose, affected: prose, services });
  const effects: readonly EffectLine[] = Array.from({ length: 60 }, (_, index) => ({
    kind: index === 0 ? 'announcement' : `${text.slice(0, 20)}-${index}`,
    state: 'failed',
    error: text,
  }));
  const verdicts = ['pass', 'fail', 'unknown', 'unchecked'] as const;
  const health = services.map((service, index) => ({ service, verdict: verdicts[index % 4] ?? 'pass' }));
  const standing: readonly Incident[] = [
    base,
    { ...base, restricted: true, channel: null, suggested: 'sev1' },
    { ...base, resolution: resolution({ override: prose }) },
    { ...base, resolution: resolution({ outcome: 'refused', concludedSeq: 9, health }) },
    {
      ...base,
      status: 'resolved',
      resolvedAt: now,
      resolution: resolution({ outcome: 'resolved', override: prose, health }),
    },
  ];
  const slips = services.slice(0, 3).map((service) => ({ typed: text, service }));
  const command: HelpCommand = {
    noun: 'incident',
    verb: 'declare',
    summary: 'Open an incident',
    usage: '[severity] <title>',
    examples: ['/apgms incident declare sev2 x'],
  };
  const refusals: readonly Refusal[] = [
    { code: 'unknown-services', services: Array.from({ length: 100 }, () => text) },
    { code: 'not-allowed', action: 'incident.declare', needs: ['responder', 'admin', 'cab'] },
  ];
  return [
    ...standing.flatMap((one): readonly (readonly [string, Message])[] => [
      ['card', incidentCard({ incident: one, effects, policy: of })],
      ['announcement', incidentAnnouncement({ incident: one, policy: of })],
      ['headline', incidentHeadline({ incident: one })],
      ['outcome', incidentOutcome({ incident: one, policy: of })],
      ['show', incidentShow({ incident: one, effects, policy: of, now })],
      ['declared', incidentDeclared({ incident: one, policy: of, severityUnsaid: true, slips })],
      ['resolving', incidentResolving({ incident: one, policy: of })],
      ['list', incidentList({ incidents: Array.from({ length: 100 }, () => one), total: 900, now, open: true })],
    ]),
    ...refusals.map((refusal) => ['refusal', refusalMessage(refusal, { policy: of })] as const),
    [
      'help',
      helpMessage({ commands: Array.from({ length: 60 }, (_, index) => ({ ...command, noun: `noun-${index}` })) }),
    ],
    ['explanation', explain(text, [command])],
    ['explanation', explain(`declare ${text}`, [command])],
    ['no such severity', noSuchSeverity({ named: 'sev9', text: `sev9 ${text}`, policy: of })],
    ['unread', unreadWords({ unread: text, command })],
  ];
}

/** Mentions and links of ours. Any other `<…>` would be somebody else's. */
const ours = /<@U0ANA>|<@U0BEN>|<#C0INC42>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d: -]+ UTC>/g;

describe.each([
  ['the usual policy', policy],
  ['a huge policy', hugePolicy],
])('every view, under %s', (_, of) => {
  it.each(['bank-lines returns 500', ...nasty])('is a message Slack takes: %j', (text) => {
    const problems = everyMessage(text, of).flatMap(([view, message]) =>
      blockKitProblems('message', message).map((problem) => [view, problem]),
    );
    expect(problems).toEqual([]);
  });

  it.each(['bank-lines returns 500', ...nasty])('is a modal Slack takes: %j', (text) => {
    const services = of.services.map((service) => service.id);
    const fields = { title: text, affected: text, services, restricted: true, customerFacing: true };
    expect(blockKitProblems('modal', declareModal({ policy: of, fields }))).toEqual([]);
  });

  it.each(nasty)('mentions nobody but those it means to, and leaves no code open: %j', (text) => {
    const lines = everyMessage(text, of).flatMap(([, message]) => markedUp(message));
    const strays = lines.filter((line) => /[<>]/.test(line.replace(ours, '')));
    const open = lines.filter((line) => line.split('`').length % 2 === 0);
    expect({ strays, open }).toEqual({ strays: [], open: [] });
  });

  it.each(nasty)('keeps under the total that Slack refuses: %j', (text) => {
    const longest = Math.max(
      ...everyMessage(text, of).map(([, { blocks }]) => markedUp({ text: '', blocks }).join('').length),
    );
    expect(longest).toBeLessThan(11_000);
  });
});
