// Loaded before the command: says at its end which files it has loaded.
process.on('exit', () => process.stderr.write(`\n${JSON.stringify(Object.keys(require.cache))}\n`));
