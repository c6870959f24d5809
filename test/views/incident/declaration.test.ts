import { describe, expect, it } from 'vitest';
import { blockKitProblems } from '#playground/workspace/block-kit.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { declaredAt, hugePolicy, incident, nasty, policy } from '#test/views/props.ts';
import { markedUp, shown } from '#test/views/shown.ts';
import { paragraph } from '#views/blocks.ts';
import { declarationAnswer } from '#views/incident/declaration.ts';

const rota = [{ team: 'Platform Engineering', primary: [], secondary: [], everyDays: 7, since: '2026-01-05' }];
const stored = paragraph('INC-42 is stored');

const answer = (changes: Partial<Incident>, alike: readonly Incident[] = [], turns = rota) =>
  declarationAnswer({ stored, incident: incident(changes), policy: { ...policy, rota: turns }, alike });

describe('the answer to a declaration that named no service', () => {
  const how = 'Next time name it in front: `api-gateway`, `tax-engine`, `worker`, `shared-database`, `redis`.';

  it('says whose rota is asked in the place of the owners, and how a service is named', () => {
    expect(shown(answer({ services: [] }))).toEqual([
      'INC-42 is stored',
      `*No service was named,* so whoever is on call for Platform Engineering is asked. ${how}`,
    ]);
    expect(shown(answer({ services: [] }, [], []))[1]).toBe(
      `*No service was named,* and the policy has no rota to ask. ${how}`,
    );
  });

  it('names as many services as people read, and where the others are', () => {
    const many = { ...hugePolicy, rota };
    const said = declarationAnswer({ stored, incident: incident({ services: [] }), policy: many, alike: [] });
    expect(shown(said)[1]).toMatch(/`service-8`, `service-9` and 140 more: `\/apgms service list`\.$/);
  });

  it.each([
    ['it names one', {}],
    ['it was over before', { services: [], resolvedAt: declaredAt }],
    ['nobody on call may know of it', { services: [], restricted: true }],
  ])('says nothing of that where %s', (_, changes) => {
    expect(shown(answer(changes))).toEqual(['INC-42 is stored']);
  });
});

describe('the answer to a declaration that may be an open incident', () => {
  it('says which, and how to merge: the milder one into the worse, of equals the newer into the older', () => {
    const milder = incident({ number: 5, severity: 'sev3', channel: null });
    const equal = incident({ number: 6, severity: 'sev2' });
    const said = answer({}, [milder, equal]);
    expect(said.text).toBe('INC-42 is stored. INC-5 and INC-6 may be the same.');
    expect(shown(said).slice(1)).toEqual([
      '*INC-5 and INC-6 may be the same.* Work on one incident in one place.',
      '*INC-5 · SEV3* · api-gateway: bank-lines returns 500\nIf it is: `/apgms incident merge INC-5 into INC-42` (INC-42, SEV2, goes on)',
      '*INC-6 · SEV2* · api-gateway: bank-lines returns 500 · <#C0INC42>\nIf it is: `/apgms incident merge INC-42 into INC-6` (INC-6, SEV2, goes on)',
    ]);
  });

  it('offers no merge of a private one with one that is not: it would be refused', () => {
    expect(shown(answer({ restricted: true }, [incident({ number: 5 })])).join()).not.toContain('merge INC');
  });

  it.each(nasty)('is a message Slack takes, and mentions nobody: %j', (body) => {
    const alike = [5, 6, 7].map((number) => incident({ number, title: { prose: 't1', body } }));
    const said = answer({ services: [], title: { prose: 't1', body } }, alike);
    expect(blockKitProblems('message', said)).toEqual([]);
    expect(markedUp(said).join().replaceAll('<#C0INC42>', '')).not.toMatch(/[<>]/);
  });
});
