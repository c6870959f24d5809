import type { Checklist } from '#src/domain/checklist.ts';
import type { LoadedPolicy } from '#src/domain/policy.ts';
import { aPolicy } from './builders.ts';

const plain = { due: null, owner: null, evidence: false };

/** One list of each way to begin. */
export const checklists: readonly Checklist[] = [
  {
    ...{ id: 'triage', name: 'Triage', phase: 'triage', from: '000' },
    items: [
      { ...plain, id: 'scope', text: 'Confirm scope', due: { minutes: 30 }, owner: 'on-call' },
      { ...plain, id: 'timeline', text: 'Capture timeline' },
    ],
  },
  {
    ...{ id: 'post-incident', name: 'Post-incident', phase: 'post-incident', from: '002' },
    items: [
      { ...plain, id: 'status-file', text: 'Populate the status file', due: { businessDays: 2 }, evidence: true },
      { ...plain, id: 'chaos', text: 'Run the chaos experiment', due: { businessDays: 5 }, owner: 'scribe' },
    ],
  },
  {
    ...{ id: 'smoke', name: 'Smoke test', phase: 'smoke', from: '002' },
    items: [{ ...plain, id: 'boots', text: 'The gateway boots', due: { minutes: 60 }, owner: 'communications' }],
  },
];

/** A small policy with these lists, and one rung to climb. */
export const policyWithLists: LoadedPolicy = {
  ...aPolicy,
  hash: 'with lists',
  checklists,
  escalation: { ...aPolicy.escalation, rungs: [{ name: 'VP', who: { people: ['vp@apgms.example'] } }] },
};
