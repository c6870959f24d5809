import type { z } from 'zod';
import type { Call } from './call.ts';
import type { SlackMethod } from './methods.ts';

interface Page {
  readonly response_metadata: { readonly next_cursor: string };
}

/** Every page of a method that lists, one after the other, for as long as somebody asks for the next. */
export async function* everyPage<Some extends Page>(
  call: Call,
  method: SlackMethod,
  args: object,
  schema: z.ZodType<Some>,
): AsyncGenerator<Some> {
  let cursor = '';
  do {
    const page = await call(method, { ...args, ...(cursor !== '' && { cursor }) }, schema);
    yield page;
    cursor = page.response_metadata.next_cursor;
  } while (cursor !== '');
}
