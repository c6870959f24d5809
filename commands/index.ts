import type { Command, Listener } from '#src/define.ts';
import { channels } from './_hear/channels.ts';
import { home } from './_hear/home.ts';
import { messages } from './_hear/messages.ts';
import { reactions } from './_hear/reactions.ts';
import { ack as alertAck } from './alert/ack.ts';
import { attach as alertAttach } from './alert/attach.ts';
import { list as alerts } from './alert/list.ts';
import { show as alert } from './alert/show.ts';
import { access } from './incident/access.ts';
import { ack } from './incident/ack.ts';
import { affected } from './incident/affected.ts';
import { assign } from './incident/assign.ts';
import { cancel } from './incident/cancel.ts';
import { checklist } from './incident/checklist.ts';
import { close } from './incident/close.ts';
import { declare } from './incident/declare.ts';
import { followUp } from './incident/follow-up.ts';
import { link } from './incident/link.ts';
import { list } from './incident/list.ts';
import { merge } from './incident/merge.ts';
import { mitigation } from './incident/mitigation.ts';
import { note } from './incident/note.ts';
import { page } from './incident/page.ts';
import { reopen } from './incident/reopen.ts';
import { resolve } from './incident/resolve.ts';
import { review } from './incident/review.ts';
import { severity } from './incident/severity.ts';
import { show } from './incident/show.ts';
import { snooze } from './incident/snooze.ts';
import { status } from './incident/status.ts';
import { task } from './incident/task.ts';
import { timeline } from './incident/timeline.ts';
import { update } from './incident/update.ts';
import { me } from './me/me.ts';
import { pagerduty } from './me/pagerduty.ts';
import { oncall } from './oncall/oncall.ts';
import { report } from './report/report.ts';
import { list as services } from './service/list.ts';
import { show as service } from './service/show.ts';

/** Every verb of `/apgms`, in the order of the help page. */
export const commands: readonly Command[] = [
  declare,
  ack,
  update,
  status,
  severity,
  assign,
  page,
  mitigation,
  affected,
  link,
  checklist,
  task,
  snooze,
  resolve,
  review,
  followUp,
  close,
  reopen,
  cancel,
  merge,
  access,
  note,
  timeline,
  show,
  list,
  alertAck,
  alertAttach,
  alert,
  alerts,
  services,
  service,
  oncall,
  report,
  me,
  pagerduty,
];

/** All who hear of what happens in Slack without being asked. */
export const listeners: readonly Listener[] = [home, reactions, messages, channels];
