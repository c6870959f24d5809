import { describe, expect, it } from 'vitest';
import { hugePolicy, nasty, policy } from '#test/views/props.ts';
import { shown } from '#test/views/shown.ts';
import { declareFields, readDeclareForm } from '#views/incident/declare-form.ts';
import { declareModal } from '#views/incident/declare-modal.ts';
import { readDeclareNote } from '#views/incident/declare-note.ts';

const answers = { title: 'bank-lines returns 500', impact: 'down', extent: 'some-customers', severity: 'suggested' };

describe('the form to declare an incident', () => {
  it('asks for the title only; everything else may be left out', () => {
    const inputs = declareModal({ policy, fields: {} }).blocks.filter((block) => block.type === 'input');
    expect(inputs.filter((block) => 'optional' in block && !block.optional).map((block) => block.block_id)).toEqual([
      'title',
    ]);
    expect(inputs.map((block) => block.block_id)).toEqual([
      'title',
      'severity',
      'services',
      'impact',
      'extent',
      'affected',
      'flags',
    ]);
  });

  it('asks when it was only those who say that it happened already, or said when', () => {
    const times = (fields: Parameters<typeof declareModal>[0]['fields']) =>
      declareModal({ policy, fields })
        .blocks.filter((block) => /At$/.test(block.block_id ?? ''))
        .map((block) => block.block_id);
    expect(times(declareFields({ flags: ['drill'] }))).toEqual([]);
    expect(times(declareFields({ flags: ['earlier'] }))).toEqual(['beganAt', 'detectedAt', 'resolvedAt']);
    expect(times({ beganAt: 1_772_445_600_000 })).toEqual(['beganAt', 'detectedAt', 'resolvedAt']);
    expect(times(declareFields({ resolvedAt: '1772445600' }))).toEqual(['beganAt', 'detectedAt', 'resolvedAt']);
  });

  it('suggests a severity as soon as both questions are answered', () => {
    const line = (form: Record<string, string>) =>
      declareModal({ policy, fields: declareFields(form) }).blocks.find((block) => block.block_id === 'suggestion');
    expect(line({ impact: 'down' })).toMatchObject({
      elements: [{ text: 'Answer both questions and the policy suggests a severity here.' }],
    });
    expect(line(answers)).toMatchObject({
      elements: [{ text: '*The policy suggests* SEV2: part of it is down for customers (runbook 003)' }],
    });
  });

  it('has the questions and the boxes tell of every answer, under one action, and nothing else', () => {
    const telling = declareModal({ policy, fields: {} }).blocks.filter((block) => 'dispatch_action' in block);
    expect(telling).toMatchObject(
      ['impact', 'extent', 'flags'].map((block_id) => ({
        ...{ block_id, dispatch_action: true },
        element: { action_id: 'incident.declare.hurts' },
      })),
    );
  });

  it('opens with what was said in one line', () => {
    const fields = { title: 'x', severity: 'sev1', services: ['worker', 'gone'], restricted: true } as const;
    const { blocks } = declareModal({ policy, fields });
    expect(blocks).toMatchObject([
      { element: { initial_value: 'x' } },
      { element: { initial_option: { value: 'sev1' } } },
      { element: { initial_options: [{ value: 'worker' }] } },
      {},
      {},
      {},
      {},
      { element: { initial_options: [{ value: 'restricted' }] } },
    ]);
  });

  it('offers the first hundred services, and no choice where there is none', () => {
    const services = (of: typeof policy) =>
      shown(declareModal({ policy: of, fields: {} })).filter((text) => text.startsWith('Service & <team>')).length;
    expect(services(hugePolicy)).toBe(100);
    const bare = declareModal({ policy: { ...policy, services: [] }, fields: {} });
    expect(bare.blocks.some((block) => block.block_id === 'services')).toBe(false);
  });
});

describe('the form to declare in a channel', () => {
  const boxes = (channel: string | null) =>
    shown(declareModal({ policy, fields: {}, note: { channel, shown: [], message: null, alert: null } }));

  it('offers that channel, where there is one', () => {
    expect(boxes('C1')).toContain('Use the channel I am in');
    expect(boxes(null)).not.toContain('Use the channel I am in');
  });

  it('carries what it was opened from, whole or not at all', () => {
    const message = (text: string) => ({
      channel: 'C1',
      ts: '1.1',
      thread: null,
      said: { author: 'U1', text, files: [] },
    });
    for (const text of ['short', '"\n'.repeat(2_000)]) {
      const note = { channel: 'C1', shown: [], message: message(text), alert: null };
      const { private_metadata = '' } = declareModal({ policy, fields: {}, note });
      expect(private_metadata.length).toBeLessThanOrEqual(3_000);
      expect(readDeclareNote(private_metadata).message?.said?.text ?? null).toBe(text === 'short' ? text : null);
    }
  });

  it.each(['', 'x', '{}', '[]', '{"channel":1}'])('reads a note that is none: %j', (text) => {
    expect(readDeclareNote(text)).toEqual({ channel: null, shown: [], message: null, alert: null });
  });
});

describe('the submitted form', () => {
  it('is a request', () => {
    const form = { ...answers, affected: ' org 4711 ', services: ['worker'], flags: ['customer-facing'] };
    expect(readDeclareForm(form)).toEqual({
      ok: true,
      title: 'bank-lines returns 500',
      affected: 'org 4711',
      severity: null,
      hurts: { impact: 'down', extent: 'some-customers' },
      services: ['worker'],
      customerFacing: true,
      restricted: false,
      drill: false,
      here: false,
      beganAt: null,
      detectedAt: null,
      resolvedAt: null,
    });
  });

  it.each(['', '   ', '\u200b\u200b', '\u202e\u0007'])('needs a title one can see: %j', (title) => {
    expect(readDeclareForm({ ...answers, title })).toEqual({
      ok: false,
      errors: { title: 'Say in a few words what is wrong.' },
    });
  });

  it('needs both answers or a severity, else nothing could be suggested', () => {
    const half = { title: 'x', impact: 'down' };
    expect(readDeclareForm(half)).toEqual({
      ok: false,
      errors: { extent: 'Answer this one too, or choose a severity above.' },
    });
    expect(readDeclareForm({ ...half, severity: 'sev1' })).toMatchObject({ ok: true, severity: 'sev1', hurts: null });
  });

  it.each(nasty)('is read whatever the fields hold: %j', (text) => {
    const form = {
      title: text,
      affected: text,
      impact: text,
      extent: [text],
      severity: text,
      services: text,
      flags: text,
    };
    const read = readDeclareForm(form);
    if (read.ok) expect(read.title.length).toBeGreaterThan(0);
    else expect(Object.keys(read.errors)).toEqual(['title']);
  });
});
