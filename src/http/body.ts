import type { IncomingMessage } from 'node:http';

/** The whole body, byte for byte. Nothing is kept once it is clear that it is longer than `limit` bytes. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large' | 'broken-off'> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      // The rest is let go by, so that the sender gets to read the answer.
      else resolve('too-large');
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => resolve('broken-off'));
    request.on('error', () => resolve('broken-off'));
  });
}
