// Measures the command against itself: ratios within one run, medians of runs in turns. Absolute times give the order of
// magnitude only. No test depends on any of it. Writes docs/performance.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices, parse } from '../language/editing.ts';
import { Judge, rules, Workspace } from '../language/index.ts';
import { buildWhenStale } from '../scripts/build-when-stale.ts';
import { inTurns } from './measure.ts';
import { unit } from './workspace.ts';

const root = join(import.meta.dirname, '..');
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
const files = 200;
const date = 20_780;

buildWhenStale();
const folder = mkdtempSync(join(tmpdir(), 'terroir-bench-'));
try {
    const [cold, warm] = [coldStart(), throughput()];
    const page = `${heading()}\n${cold}\n${warm}`;
    console.log(page);
    writeFileSync(join(root, 'docs/performance.md'), page);
} finally {
    rmSync(folder, { recursive: true });
}

function coldStart(): string {
    const terroir = join(root, 'dist/terroir.cjs');
    const run =
        (...argv: string[]) =>
        () => {
            const { status, stderr } = spawnSync(process.execPath, argv, { cwd: root });
            if (status !== 0 && status !== 1) throw new Error(String(stderr));
        };
    const times = inTurns(
        {
            'node -e 0': run('-e', '0'),
            'terroir --version': run(terroir, '--version'),
            'terroir rules': run(terroir, 'rules'),
            'terroir check examples/clinic.terroir': run(terroir, 'check', 'examples/clinic.terroir'),
        },
        rounds,
    );
    const base = times['node -e 0'];
    const rows = Object.entries(times).map(([name, ms]) => `| \`${name}\` | ${ms.toFixed(0)} ms | ${(ms / base).toFixed(1)} |`);
    return `## A cold start\n\n| command | time | × \`node -e 0\` |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function throughput(): string {
    const paths = Array.from({ length: files }, (_, n) => join(folder, `${n}.terroir`));
    for (const [n, path] of paths.entries()) writeFileSync(path, unit(n));
    const sources = paths.map((path) => readFileSync(path, 'utf8'));
    const characters = sources.reduce((sum, source) => sum + source.length, 0);
    const { Lexer } = createServices().terroir.parser;
    const library = ['access-laws', 'adequacy', 'jurisdictions', 'norms-europe', 'norms-france', 'schemes', 'vocabularies'].map((name) => {
        const source = readFileSync(join(root, `language/library/${name}.terroir`), 'utf8');
        return { path: `terroir:/${name}.terroir`, source, parsed: parse(source) };
    });
    const parsed = sources.map((source) => parse(source));

    const times = inTurns(
        {
            'read the bytes': () => {
                for (const path of paths) readFileSync(path, 'utf8');
            },
            "lex (Langium's lexer)": () => {
                for (const source of sources) Lexer.tokenize(source);
            },
            parse: () => {
                for (const source of sources) parse(source);
            },
            'judge what is parsed': () => {
                const workspace = new Workspace();
                for (const { path, source, parsed } of library) workspace.set(path, source, parsed);
                for (const [n, one] of parsed.entries()) workspace.set(`${n}.terroir`, sources[n] as string, one);
                const findings = new Judge(workspace, rules).all(date).reduce((sum, judgement) => sum + judgement.findings.length, 0);
                if (findings < files) throw new Error('The rules found less than one thing a file: nothing was measured.');
            },
        },
        rounds,
    );
    const { 'read the bytes': read, "lex (Langium's lexer)": lex, parse: parsing, 'judge what is parsed': judging } = times;
    const all = { ...times, 'check: parse and judge': parsing + judging };
    const rows = Object.entries(all).map(
        ([name, ms]) => `| ${name} | ${((characters / ms) * 1000).toExponential(1)} | ${(ms / read).toFixed(1)} | ${(ms / lex).toFixed(2)} |`,
    );
    return `## Throughput, warm\n\n${files} files, ${characters} characters, ${rules.length} rules.\n\n| | characters per second | × reading | × lexing |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function heading(): string {
    const processor = cpus()[0]?.model ?? 'unknown processor';
    const day = new Date().toISOString().slice(0, 10);
    return `# How fast it is

Written by \`npm run bench\` on ${day}: Node ${process.versions.node}, ${cpus().length} × ${processor}, ${process.platform}. Medians of ${rounds} runs in
turns, and ratios within the same run; times on another machine differ, the ratios hardly.
`;
}
