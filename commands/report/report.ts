import { parseReport } from '#commands/_grammar/parse-report.ts';
import { defineCommand, type Gesture } from '#src/define.ts';
import { showReport } from '#src/operations/report/show.ts';
import { refusalMessage } from '#views/refusal.ts';
import { reportPicture } from '#views/report/picture.ts';
import { isPictured, type ReportProps, reportMessage } from '#views/report/report.ts';
import { unreadWords } from '#views/unknown.ts';

export const report = defineCommand({
  noun: 'report',
  verb: '',
  summary: 'How incidents went: how many, how soon they were taken on and over, which promises were kept',
  usage: '[30d]',
  examples: ['/apgms report', '/apgms report 7d', '/apgms report since 2026-11-01'],
  scopes: ['files:write', 'im:write'],
  async run(text, gesture) {
    const { deps } = gesture;
    const { since, unread } = parseReport(text, deps.clock.now());
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: report }) };
    const read = await showReport(deps, { since }, { actor: await gesture.actor() });
    if (!read.ok) return { kind: 'tell', message: refusalMessage(read.refusal, deps) };
    const props = { report: read.report, policy: deps.policy, since };
    if (isPictured(props)) gesture.later(() => sendPicture(props, gesture));
    return { kind: 'tell', message: reportMessage(props) };
  },
});

/** To nobody but who asked: what they may know of is in it. */
async function sendPicture(props: ReportProps, { deps, person }: Gesture): Promise<void> {
  const { svg, ...file } = reportPicture(props);
  const content = await deps.rasterizer.png(svg);
  const channel = await deps.chat.direct(person);
  await deps.chat.share({ channel, title: file.title, files: [{ ...file, content }] });
}
