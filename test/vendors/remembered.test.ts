import { describe, expect, it } from 'vitest';
import { remembered } from '#src/vendors/remembered.ts';

function asking(answer: (question: string) => Promise<string>) {
  const asked: string[] = [];
  return {
    asked,
    ask: (question: string) => {
      asked.push(question);
      return answer(question);
    },
  };
}

describe('an answer that is remembered', () => {
  it('is asked for once, also by many at once', async () => {
    const { ask, asked } = asking(async (question) => `${question}!`);
    const memory = remembered(ask, 60_000);
    expect(await Promise.all([memory('ana'), memory('ana'), memory('ben')])).toEqual(['ana!', 'ana!', 'ben!']);
    expect(await memory('ana')).toBe('ana!');
    expect(asked).toEqual(['ana', 'ben']);
  });

  it('is asked for anew once it is too old', async () => {
    const { ask, asked } = asking(async () => 'here');
    const memory = remembered(ask, 0);
    await memory('ana');
    await memory('ana');
    expect(asked).toHaveLength(2);
  });

  it('is none where the question failed', async () => {
    let fails = true;
    const { ask } = asking(async () => {
      if (fails) throw new Error('no line');
      return 'here';
    });
    const memory = remembered(ask, 60_000);
    await expect(memory('ana')).rejects.toThrow('no line');
    fails = false;
    expect(await memory('ana')).toBe('here');
  });

  it('is none where it is one that is not to be kept, which many at once share all the same', async () => {
    let here = 'nobody';
    const { ask, asked } = asking(async () => here);
    const memory = remembered(ask, 60_000, (answer) => answer !== 'nobody');
    expect(await Promise.all([memory('ana'), memory('ana')])).toEqual(['nobody', 'nobody']);
    here = 'here';
    expect([await memory('ana'), await memory('ana')]).toEqual(['here', 'here']);
    expect(asked).toHaveLength(2);
  });

  it('makes room for newer ones after a thousand', async () => {
    const { ask, asked } = asking(async () => 'here');
    const memory = remembered(ask, 60_000);
    for (let index = 0; index <= 1_000; index += 1) await memory(`person ${index}`);
    await memory('person 1000');
    expect(asked).toHaveLength(1_001);
    await memory('person 0');
    expect(asked).toHaveLength(1_002);
  });
});
