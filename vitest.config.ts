import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    pool: 'forks',
    execArgv: ['--import', './src/require-node.js'],
    // Files share a process one after the other: loading what we stand on takes longer than most of them run.
    isolate: false,
    // One more than the cores of a small machine: the longest files wait for processes of their own to come back.
    maxWorkers: 3,
    testTimeout: 30_000,
    // How long a busy machine may take; a test that waits for nothing more is no slower for it.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    hookTimeout: 60_000,
    teardownTimeout: 60_000,
  },
});
