import type { BotAttempt } from '#src/define.ts';
import type { Called } from '#src/domain/duty.ts';
import { channelsNamed } from '#src/domain/verification/called.ts';
import type { DutyFinding } from '#src/domain/verification/verification.ts';
import { nameOf } from './name-of.ts';

/** Who of those who may be called is not in Slack, and which channels of the policy are not. */
export async function slackFindings(
  people: readonly Called[],
  { deps, signal }: Pick<BotAttempt<unknown>, 'deps' | 'signal'>,
): Promise<readonly DutyFinding[]> {
  const { chat, store, clock, policy } = deps;
  const findings: DutyFinding[] = [];
  for (const one of people) {
    signal.throwIfAborted();
    const person = one.email === null ? null : await chat.askByEmail(one.email);
    if (person) await store.keepPerson({ ...person, seenAt: clock.now() });
    if (!person || person.outsider) findings.push({ kind: 'not-in-slack', name: nameOf(one, policy) });
  }
  signal.throwIfAborted();
  const named = channelsNamed(policy);
  const seen = await chat.seenChannels(named);
  const missing = named.filter((channel) => !seen.includes(channel));
  return [...findings, ...missing.map((channel) => ({ kind: 'no-channel', channel }) as const)];
}
