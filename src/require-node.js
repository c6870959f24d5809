// Loaded before anything else, and plain JavaScript, because the Node that must be refused cannot read TypeScript.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// 24.18 is the oldest that runs this project's TypeScript as it stands.
if (major !== 24 || minor < 18) {
  process.stderr.write(
    `This is Node ${process.versions.node}; APGMS Ops needs Node 24 (24.18 or newer). It comes with the project: run \`npm ci\` without ` +
      '--ignore-scripts, which would leave it out, and start through `npm run`, or install it yourself.\n',
  );
  process.exit(1);
}

// Node reads a package's manifest anew for each of its ES modules, and drizzle's is so long that this made every start half a second later.
process.getBuiltinModule('node:module').registerHooks({
  resolve(specifier, context, next) {
    const drizzle = specifier.startsWith('drizzle-orm');
    return next(specifier, drizzle ? { ...context, conditions: ['node', 'require'] } : context);
  },
});
