#!/usr/bin/env node
// The first stage of the command: looks at its first word and loads the bundle it is for, so that a judgement in CI never
// loads the language server and `--version` loads nothing. The only file that names both.
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cli/cache-folder.ts';
import { Bundles, compiledFolder } from './cli/compiled.ts';
import { heeded } from './cli/standard-output.ts';
import { toolVersion } from './cli/version.ts';

type Cache = typeof import('./cli/cache.ts');
type Cli = typeof import('./cli/main.ts');

const folder = join(__dirname, 'server');

/** How an editor asks to be talked to, and which process of its own the server is not to outlive. */
const channel = /^--(stdio|node-ipc|socket=\d+|pipe=.+)$/;
const clientProcess = /^--clientProcessId=\d+$/;

/** Streams take longer to load than all of this to run. */
function sayVersion(): void {
    try {
        writeSync(1, `${toolVersion()}\n`);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') fail(error);
    }
}

async function run(argv: readonly string[]): Promise<void> {
    // Without a way to talk, and nothing but ways to talk, there is no server: the command says why in the user's language.
    if (argv[0] === 'lsp' && argv.some((word) => channel.test(word)) && argv.slice(1).every((word) => channel.test(word) || clientProcess.test(word))) {
        for (const stream of [process.stdout, process.stderr]) heeded(stream);
        new Bundles(folder, undefined).load('lsp-node.cjs');
        return;
    }
    const bundles = new Bundles(folder, compiledFolder(cacheFolder({ env: process.env, cwd: process.cwd() }), fingerprint));
    /** What runs most often is loaded without the rest. */
    const cli = () => bundles.load(argv[0] === 'check' && !argv.some((word) => word === '--help' || word === '-h') ? 'check.cjs' : 'cli.cjs') as Cli;
    const { fromCache, spareNoMore } = bundles.load('cache.cjs') as Cache;
    process.exitCode = await fromCache(argv, fingerprint, {
        run: (outside) => cli().main(argv, outside),
        tell: (trouble, outside) => cli().tellOfCache(trouble, argv, outside),
    });
    spareNoMore();
    bundles.keep();
}

/** What tells this program from every other that may have kept runs; the build sums up all that judges. */
const fingerprint = (): string => readFileSync(join(folder, 'program.txt'), 'utf8');

function fail(error: unknown): never {
    const reason = error instanceof Error ? error.message : String(error);
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === 'write' && code !== undefined) sayUnwritten(code);
    else process.stderr.write(`terroir: ${reason}\n`);
    if (process.env['TERROIR_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exit(2);
}

/** A disk is full, or a file as long as it may be: that befalls whoever redirects a report, so it is said as anything else is. */
function sayUnwritten(code: string): void {
    const { tellOfOutput } = new Bundles(folder, undefined).load('check.cjs') as Cli;
    tellOfOutput(code, process.argv.slice(2), {
        env: process.env,
        stderr: { write: (words) => process.stderr.write(words), isTerminal: false, columns: undefined },
    });
}

function begin(argv: readonly string[]): void {
    if (argv[0] === '--version' || argv[0] === '-v') {
        sayVersion();
        return;
    }
    run(argv).catch(fail);
}

process.on('uncaughtException', fail);
begin(process.argv.slice(2));
