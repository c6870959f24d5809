import { type Json, nextId, type StoredFile } from './state.ts';
import { mimetypeOf } from './wire-file.ts';
import type { World } from './world.ts';

/** A file somebody says will come. `length`: bytes; `now` of the world: when. */
export function expectFile(
  world: World,
  given: Pick<StoredFile, 'name' | 'title' | 'alt' | 'user' | 'length'>,
): StoredFile {
  const file: StoredFile = {
    ...given,
    id: nextId(world.state, 'F'),
    ticket: crypto.randomUUID(),
    created: Math.floor(world.now() / 1000),
    content: null,
    isComplete: false,
  };
  return keep(world, file);
}

/** The next version of a file in the place of the one with its id. */
export function keep(world: World, file: StoredFile): StoredFile {
  world.state.files.set(file.id, file);
  return file;
}

/** A file a person drops into a message. */
export function dropFile(
  world: World,
  user: string,
  { name, title, content }: { readonly name: string; readonly title?: string | undefined; readonly content: string },
): StoredFile {
  const bytes = Buffer.from(content);
  const file = expectFile(world, { name, title: title ?? name, alt: null, user, length: bytes.length });
  return keep(world, { ...file, content: bytes, isComplete: true });
}

/** What is in a file, to read: `content` is `null` where it is not text. */
export function showFile({ id, name, title, alt, user, length, content }: StoredFile): Json {
  const base64 = content?.toString('base64') ?? null;
  return { id, name, title, alt, user, size: length, mimetype: mimetypeOf(name), content: textOf(content), base64 };
}

function textOf(content: Buffer | null): string | null {
  if (content === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}
