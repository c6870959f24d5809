import { parseCLI, startVitest } from 'vitest/node';

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest(filter, { ...options, watch: false });

const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const count = (state: 'passed' | 'failed' | 'skipped') => tests.filter((test) => test.result().state === state).length;
const brokenModules = modules.filter((module) => !module.ok() && [...module.children.allTests('failed')].length === 0);
const failed = count('failed') + brokenModules.length + vitest.state.getUnhandledErrors().length;
const passed = count('passed');
const skipped = tests.length - passed - count('failed');

const ran = passed + failed > 0;
if (!ran) console.error('No test ran: that is a failure.');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(ran && failed === 0 && !process.exitCode ? 0 : 1);
