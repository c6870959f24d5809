import { type Check, ok, wrong } from '#src/cli/doctor/_examination/check.ts';

/** As `engines` in package.json says: 24.18 is the oldest that runs this project's TypeScript as it stands. */
const needed = { major: 24, minor: 18 } as const;

export const node: Check = {
  name: 'Node',
  async look({ nodeVersion }) {
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    if (major === needed.major && minor >= needed.minor) return [ok(`${nodeVersion}.`)];
    const wanted = `Node ${needed.major} (${needed.major}.${needed.minor} or newer)`;
    return [
      wrong(
        `This is ${nodeVersion}; the bot needs ${wanted}. It comes with the project: type \`npm ci\`, and start everything by \`npm run …\`.`,
      ),
    ];
  },
};
