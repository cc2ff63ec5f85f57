#!/usr/bin/env node
// The first stage of the command: looks at its first word and loads the bundle it is for, so that a judgement in CI never
// loads the language server and `--version` loads nothing. The only file that names both.
import { join } from 'node:path';
import { toolVersion } from './cli/version.ts';

type Cli = typeof import('./cli/main.ts');

/** A bundle beside this one, loaded when it is needed. */
const bundle = (name: string): unknown => require(join(__dirname, 'server', name));

/** How an editor asks to be talked to, and which process of its own the server is not to outlive. */
const channel = /^--(stdio|node-ipc|socket=\d+|pipe=.+)$/;
const clientProcess = /^--clientProcessId=\d+$/;

async function run(argv: readonly string[]): Promise<void> {
    if (argv[0] === '--version' || argv[0] === '-v') {
        process.stdout.write(`${toolVersion()}\n`);
        return;
    }
    // Without a way to talk, and nothing but ways to talk, there is no server: the command says why in the user's language.
    if (argv[0] === 'lsp' && argv.some((word) => channel.test(word)) && argv.slice(1).every((word) => channel.test(word) || clientProcess.test(word))) {
        bundle('lsp-node.cjs');
        return;
    }
    const { main } = bundle('cli.cjs') as Cli;
    process.exitCode = await main(argv);
}

function fail(error: unknown): never {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`terroir: ${reason}\n`);
    if (process.env['TERROIR_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exit(2);
}

// Whoever reads the report may stop reading (`| head -1`); the verdict stands, and with it the exit code.
for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') fail(error);
    });
}
process.on('uncaughtException', fail);
run(process.argv.slice(2)).catch(fail);
