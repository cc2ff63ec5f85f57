import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { root } from '../harness/spec.ts';

/* What the command writes to, in processes of their own: a file, a pipe, what is nobody's any more, what has no room. */

const folder = mkdtempSync(join(tmpdir(), 'terroir-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that has the standard output as `out`; `loaded` says whether the stream of it was asked for. */
const program = (does: string): string[] => [
    '--input-type=module',
    '-e',
    `import { outputTo } from ${JSON.stringify(pathToFileURL(join(root, 'server/cli/standard-output.ts')))};
    let loaded = false;
    const out = outputTo(1, () => { loaded = true; return process.stdout; });
    const told = () => process.stderr.write(JSON.stringify({ loaded, isTerminal: out.isTerminal, columns: out.columns ?? null }));
    ${does}`,
];
/** Longer than a pipe holds, and of letters of several bytes. */
const long = "'0123456789é漢'.repeat(40_000)";
const longText = '0123456789é漢'.repeat(40_000);
const direct = JSON.stringify({ loaded: false, isTerminal: false, columns: null });

test('a pipe is written to without a stream, whatever its reader takes at a time', () => {
    const { stdout, stderr } = spawnSync(process.execPath, program(`out.write(${long}); out.write('end'); told();`), { encoding: 'utf8', maxBuffer: 2 ** 24 });
    expect([stdout === `${longText}end`, stderr]).toEqual([true, direct]);
    const words = program(`out.write(${long}); out.write('end');`);
    const read = execFileSync('bash', ['-c', '"$0" "$@" | (sleep 0.2; cat)', process.execPath, ...words], { encoding: 'utf8', maxBuffer: 2 ** 24 });
    expect(read === `${longText}end`).toBe(true);
});

test('where both lead to one pipe, each stands whole, in the order in which they were written', () => {
    const words = program(`const err = outputTo(2, () => process.stderr); out.write(${long}); err.write('and so on'); out.write('end');`);
    const read = execFileSync('bash', ['-c', '"$0" "$@" 2>&1 | (sleep 0.2; cat)', process.execPath, ...words], { encoding: 'utf8', maxBuffer: 2 ** 24 });
    expect(read === `${longText}and so onend`).toBe(true);
});

test('a file is written to without a stream, too', () => {
    const file = join(folder, 'report');
    const fd = openSync(file, 'w');
    const { stderr } = spawnSync(process.execPath, program(`out.write('one, '); out.write('zwölf'); told();`), { stdio: ['ignore', fd, 'pipe'] });
    closeSync(fd);
    expect([readFileSync(file, 'utf8'), stderr.toString()]).toEqual(['one, zwölf', direct]);
});

test('whoever reads may stop reading', () => {
    const words = program(`for (let i = 0; i < 5; i++) out.write(${long}); told(); process.exitCode = 7;`);
    const { stdout, stderr } = spawnSync('bash', ['-c', '"$0" "$@" | true; echo "${PIPESTATUS[0]}"', process.execPath, ...words], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['7\n', direct]);
});

test('what nobody waits for until there is room gets all of it, in its order', () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    // The lowest number that is free is the one that was closed.
    const words = program(`out.write(${long}); out.write('end'); told();`);
    words[2] = `import { closeSync, constants, openSync } from 'node:fs';
        closeSync(1);
        openSync(${JSON.stringify(fifo)}, constants.O_RDWR | constants.O_NONBLOCK);
        ${words[2]}`;
    const { stdout, stderr } = spawnSync('bash', ['-c', '"$@" & sleep 0.3; cat "$0"; wait', fifo, process.execPath, ...words], {
        encoding: 'utf8',
        maxBuffer: 2 ** 24,
        timeout: 20_000,
    });
    expect(stdout === `${longText}end`).toBe(true);
    expect(JSON.parse(stderr)).toEqual({ loaded: true, isTerminal: false, columns: null });
});

test('what else goes wrong is not passed over', () => {
    // Neither a file, a pipe nor a socket: its stream is asked for.
    const fd = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, program(`out.write('lost');`), { stdio: ['ignore', fd, 'pipe'], encoding: 'utf8' });
    closeSync(fd);
    expect(status).toBe(1);
    expect(stderr).toContain('ENOSPC');
    // A file as large as it may be.
    const words = program(`out.write(${long}); told();`);
    const limited = spawnSync('bash', ['-c', 'ulimit -f 1; trap "" XFSZ; "$0" "$@" > "$1.out"', process.execPath, ...words], { cwd: folder, encoding: 'utf8' });
    expect(limited.status).not.toBe(0);
    expect(limited.stderr).toContain('EFBIG');
});
