import { cleanText, unescaped } from '#src/domain/text.ts';
import { messageLimit } from './form.ts';

/**
 * What somebody says to us in a message that names us: what follows our name, where nothing but other names and marks stand before it. Who speaks of
 * us within a sentence asks for nothing. Copied as it stands in the help, with `/apgms` and as code, is right too. `us`: our user id, where known.
 */
export function saidToUs(text: string, us: string | null): string {
  const names = [...text.matchAll(/<@([^<>|]+)(?:\|[^<>]*)?>/g)];
  const ours = names.find(([, id]) => us === null || id === us);
  if (ours === undefined) return '';
  const before = text.slice(0, ours.index).replace(/<[@#!][^<>]*>/g, '');
  if (/[\p{L}\p{N}]/u.test(before)) return '';
  const after = cleanText(unescaped(text.slice(ours.index + ours[0].length)), messageLimit);
  return after
    .replace(/^[\s:,;`]+/, '')
    .replace(/^\/apgms(?:\s+|$)/i, '')
    .replace(/[\s`]+$/, '');
}
