import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import { entriesOf } from '#src/domain/incident/promises/ledger.ts';
import { acknowledged, declare, minutes, policy } from '#test/domain/figures/walk.ts';
import { ana } from '#test/support/builders.ts';
import { shown } from '#test/views/shown.ts';
import { message } from '#views/blocks.ts';
import { incidentCard } from '#views/incident/card.ts';
import { owingBlocks } from '#views/incident/owing.ts';
import { incidentShow } from '#views/incident/show.ts';
import { when } from '#views/text.ts';

const by = { actor: ana, policy: { ...policy, hash: 'policy' } };
const before = changeOf(null, [declare(), acknowledged], { ...by, at: minutes(0) }).after;
/** Nobody has told anything: missed at 15, the secondary told at 20. */
const late = changeOf(before, [{ type: 'related', v: 1, data: { incident: 7 } }], { ...by, at: minutes(21) }).after;

describe('what is owed', () => {
  it('stands on the card and in what `show` says, with by when and from whom', () => {
    const owed = `*Owed*\nAn update: by ${when(minutes(15))}, from <@UANA>`;
    expect(shown(incidentCard({ incident: before, effects: [], policy }))).toContain(owed);
    expect(shown(incidentShow({ incident: before, effects: [], policy, now: minutes(1) }))).toContain(owed);
  });

  it('says how late it is, and who was told', () => {
    expect(shown(incidentCard({ incident: late, effects: [], policy }))).toContain(
      `*Owed*\nAn update: *missed* ${when(minutes(15))}, told up to Secondary, from <@UANA>`,
    );
  });

  it('is shown to its debtor with the one step that keeps it', () => {
    const owed = entriesOf(late).map((entry) => ({ incident: late, entry }));
    expect(shown(message('', owingBlocks(owed, policy)))).toEqual([
      '*What you owe*',
      `*INC-42 · SEV2*\nAn update: *missed* ${when(minutes(15))}, told up to Secondary`,
      'Post update',
    ]);
    expect(shown(message('', owingBlocks([], policy)))).toEqual(['*What you owe*\nNothing.']);
  });

  it('is counted where there is more than people read', () => {
    const [entry] = entriesOf(late);
    const many = Array.from({ length: 12 }, () => (entry ? [{ incident: late, entry }] : [])).flat();
    const blocks = owingBlocks(many, policy);
    expect(blocks).toHaveLength(12);
    expect(shown(message('', blocks)).at(-1)).toBe('and 2 more, due later');
  });
});
