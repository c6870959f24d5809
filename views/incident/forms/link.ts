import { z } from 'zod';
import type { Form } from '#src/define.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyIncident, anyLine, type Read, readForm } from '#views/form/read.ts';

/** Where more is to be found: an address, or another incident. */
export const linkForm: FormDefinition = {
  id: 'incident.link',
  title: 'Add a link',
  about: 'Link to',
  submit: 'Add',
  fields: [
    { kind: 'text', id: 'url', label: 'Address', lines: 'one', example: 'https://grafana.example/d/bank-lines' },
    { kind: 'text', id: 'title', label: 'What is it?', lines: 'one', example: 'Dashboard of bank-lines' },
    { kind: 'incident', id: 'other', label: 'Or an incident it has to do with' },
  ],
};

export type LinkFormRequest =
  | { readonly kind: 'address'; readonly url: string; readonly title: string | null }
  | { readonly kind: 'incident'; readonly other: number; readonly apart: false };

const entered = z.object({ url: anyLine, title: anyLine, other: anyIncident });

export function readLink(form: Form): Read<LinkFormRequest> {
  const read = readForm(form, entered);
  if (!read.ok) return read;
  const { url, title, other } = read.values;
  if (url === null && other !== null) return { ok: true, values: { kind: 'incident', other, apart: false } };
  if (url !== null && other !== null)
    return { ok: false, errors: { other: 'One at a time: the address or the incident.' } };
  if (url === null || !/^https?:\/\/\S+$/i.test(url)) {
    return { ok: false, errors: { url: 'Write an address that begins with https:// or http://' } };
  }
  return { ok: true, values: { kind: 'address', url, title } };
}
