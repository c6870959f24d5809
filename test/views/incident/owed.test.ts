import { describe, expect, it } from 'vitest';
import { changeOf } from '#src/domain/incident/change.ts';
import { entriesOf } from '#src/domain/incident/promises/ledger.ts';
import type { Incident } from '#src/domain/incident/state.ts';
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

/** The same, after these people were told of it, one time after the other. */
function told(...times: readonly (readonly string[])[]): Incident {
  const [{ key } = { key: '' }] = entriesOf(late);
  const tellings = times.map((people, index) => ({ of: 90 + index, what: 'miss' as const, people }));
  return { ...late, promises: { ...late.promises, told: { [key]: tellings } } };
}

const owing = (incident: Incident) => entriesOf(incident).map((entry) => ({ incident, entry }));

describe('what is owed', () => {
  it('stands on the card and in what `show` says, with by when and from whom', () => {
    const owed = `*Owed*\nAn update from <@UANA>: by ${when(minutes(15))}`;
    expect(shown(incidentCard({ incident: before, effects: [], firing: [], policy }))).toContain(owed);
    expect(shown(incidentShow({ incident: before, effects: [], firing: [], policy, now: minutes(1) }))).toContain(owed);
  });

  it('says how late it is, and who was told', () => {
    const owed = (incident: Incident) =>
      shown(incidentCard({ incident, effects: [], firing: [], policy })).find((text) => text.startsWith('*Owed*'));
    const missed = `*Owed*\nAn update from <@UANA>: *missed* ${when(minutes(15))}`;
    expect(owed(told(['UBEN']))).toBe(`${missed}, told up to Secondary`);
    expect(owed(late)).toBe(missed);
  });

  it('names no rung that nobody could be told of, and of a private one who was', () => {
    const said = (incident: Incident) =>
      shown(message('', owingBlocks(owing(incident), policy)))[1]?.split('*missed*')[1];
    const missed = ` ${when(minutes(15))}`;
    expect(said(told([]))).toBe(`${missed}, nobody could be told`);
    expect(said(told(['UBEN'], []))).toBe(`${missed}, Secondary could not be told`);
    expect(said({ ...told(['UANA']), restricted: true })).toBe(`${missed}, told <@UANA>`);
  });

  it('is shown to its debtor with the one step that keeps it', () => {
    expect(shown(message('', owingBlocks(owing(told(['UBEN'])), policy)))).toEqual([
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
