import type { ServerResponse } from 'node:http';

export interface ScreenEvents {
  /** Tells every open page, once per turn of the event loop, that something changed. */
  changed(): void;
  /** Keeps a page posted by Server-Sent Events until it goes away. */
  follow(response: ServerResponse): void;
  close(): void;
}

export function createScreenEvents(): ScreenEvents {
  const pages = new Set<ServerResponse>();
  let due = false;
  return {
    changed() {
      if (due || pages.size === 0) return;
      due = true;
      setImmediate(() => {
        due = false;
        for (const page of pages) page.write('data: changed\n\n');
      });
    },
    follow(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    close() {
      for (const page of pages) page.destroy();
    },
  };
}
