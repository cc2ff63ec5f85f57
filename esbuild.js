// Makes every bundle of dist/ and fails when one of them is not what the table says.
// `--watch` rebuilds on change, without minifying.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build, context } from 'esbuild';

const watching = process.argv.includes('--watch');
const { version } = JSON.parse(await readFile('package.json', 'utf8'));

// VS Code 1.91, the oldest that the extension runs in, brings Node 20.
// Where a package has both, its ES modules: `jsonc-parser` cannot be bundled otherwise.
const node = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
// Scripts of workers are read as UTF-8; what escaping French makes longer is a hundredth of the server.
const browser = { platform: 'browser', target: 'es2022', charset: 'utf8', mainFields: ['browser', 'module', 'main'] };

const bundles = {
    'client/node.cjs': { ...node, entry: 'client/node.ts', external: ['vscode'] },
    // Not `.js`: in a package of type `module` VS Code would take that for an ES module, which its worker host cannot load.
    'client/web.cjs': { ...browser, format: 'cjs', entry: 'client/web.ts', external: ['vscode'] },
    'server/lsp-node.cjs': { ...node, entry: 'server/lsp/main-node.ts', apart: ['french.cjs'] },
    'server/lsp-web.js': { ...browser, format: 'iife', entry: 'server/lsp/main-browser.ts' },
    'server/cli.cjs': {
        ...node,
        entry: 'server/cli/main.ts',
        apart: [
            'codes.cjs',
            'explaining.cjs',
            'french.cjs',
            'git.cjs',
            'helping.cjs',
            'junit.cjs',
            'matching.cjs',
            'page.cjs',
            'rereading.cjs',
            'settings.cjs',
        ],
    },
    // The command that runs most often, without the others.
    'server/check.cjs': {
        ...node,
        entry: 'server/cli/main-check.ts',
        apart: ['codes.cjs', 'explaining.cjs', 'french.cjs', 'git.cjs', 'junit.cjs', 'matching.cjs', 'page.cjs', 'rereading.cjs', 'settings.cjs'],
    },
    // Langium's parser, which says what is wrong with a text, and whatever is said in French: loaded where that happens.
    'server/explaining.cjs': { ...node, entry: 'language/syntax/explain.ts' },
    'server/french.cjs': { ...node, entry: 'server/french.ts' },
    // What reads patterns of paths: loaded by the command when it is given one.
    'server/matching.cjs': { ...node, entry: 'server/cli/matching.ts' },
    // What reads a terroir.json: loaded by the command where there is one.
    'server/settings.cjs': { ...node, entry: 'server/configuration/read.ts' },
    // What git knows of the files as they were, and what an earlier report says: loaded by the command when it is asked to look back.
    'server/git.cjs': { ...node, entry: 'server/cli/git.ts' },
    'server/rereading.cjs': { ...node, entry: 'server/cli/report-file.ts' },
    // What the codes mean that no rule stands behind: told in SARIF, and to whoever asks.
    'server/codes.cjs': { ...node, entry: 'server/cli/codes.ts' },
    // Of forms of a report that few ask for, what needs nothing but the report.
    'server/junit.cjs': { ...node, entry: 'server/cli/formats/junit.ts' },
    'server/page.cjs': { ...node, entry: 'server/cli/formats/html.ts' },
    // What the command says of itself, in both languages: loaded when somebody asks.
    'server/helping.cjs': { ...node, entry: 'server/cli/help.ts' },
    // Pictures, with the library that lays them out: loaded by the command and the language server when somebody wants one.
    'server/drawing.cjs': { ...node, entry: 'server/drawing/draw.ts' },
    // What earlier runs said: loaded before the command, so that it need not be where nothing has changed.
    'server/cache.cjs': { ...node, entry: 'server/cli/cache.ts', apart: ['recording.cjs'] },
    // What writes down what a run rests on, so that it can be said again: loaded where one is made.
    'server/recording.cjs': { ...node, entry: 'server/cli/recording.ts' },
    // Finds the others at run time, so that a judgement in CI never loads the language server.
    'terroir.cjs': { ...node, entry: 'server/terroir.ts' },
};

/** What the modules give that are bundles of their own. In the others a function stands for each, which opens the bundle when it is called. */
const doors = {
    'explaining.cjs': ['explain'],
    'french.cjs': ['french'],
    'codes.cjs': ['codesKnown', 'meaningOf'],
    'helping.cjs': ['fitted', 'helpOn', 'optionsIn', 'purposeOf'],
    'junit.cjs': ['junit'],
    'matching.cjs': ['matching'],
    'page.cjs': ['escapeHtml', 'htmlPage', 'linked', 'ruleCode'],
    'git.cjs': ['pastOf'],
    'recording.cjs': ['keep', 'memoryIn', 'recordingOf'],
    'rereading.cjs': ['readReport'],
    'settings.cjs': ['readConfiguration'],
};

function roomsApart(apart) {
    return {
        name: 'rooms-apart',
        setup({ onLoad, onResolve }) {
            onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ path }) => ({ path, external: true }));
            for (const room of apart) {
                const entry = resolve(bundles[`server/${room}`].entry);
                const functions = doors[room].map((name) => `export const ${name} = (...given) => require('./${room}').${name}(...given);`);
                onLoad({ filter: /\.ts$/ }, ({ path }) => (path === entry ? { contents: functions.join('\n'), loader: 'js' } : undefined));
            }
        },
    };
}

/** What of Node takes its time to load and is hardly ever needed: loaded when it is. */
const seldom = {
    'node:crypto': ['createHash', 'hash'],
    'node:child_process': ['spawnSync'],
    'node:os': ['homedir'],
    'node:readline': ['createInterface'],
    'node:v8': ['getHeapSpaceStatistics', 'setFlagsFromString'],
    'node:zlib': ['deflateRawSync', 'inflateRawSync'],
};

const seldomLoaded = {
    name: 'seldom-loaded',
    setup({ onLoad, onResolve }) {
        onResolve({ filter: /^node:(crypto|child_process|os|readline|v8|zlib)$/ }, ({ path, namespace }) =>
            namespace === 'seldom' ? undefined : { path, namespace: 'seldom' },
        );
        onLoad({ filter: /./, namespace: 'seldom' }, ({ path }) => {
            const functions = seldom[path].map((name) => `export const ${name} = (...given) => (loaded ??= require('${path}')).${name}(...given);`);
            return { contents: ['let loaded;', ...functions].join('\n'), loader: 'js' };
        });
    },
};

/** In Node the drawing room is a file beside the bundles that open it; in a browser there is one file only, so there it is inside. */
const drawingApart = {
    name: 'drawing-apart',
    setup({ onResolve }) {
        onResolve({ filter: /\/drawing\/draw\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: './drawing.cjs', external: true } : undefined));
    },
};

/** In a browser there is no command: what it alone says in French, in single quotes in its sources and nowhere else, is left out there. */
const frenchOfServer = {
    name: 'french-of-server',
    setup({ onLoad }) {
        onLoad({ filter: /bundle\.l10n\.fr\.json$/ }, async ({ path }) => {
            const [command, others] = [await sourcesIn('server', true), (await sourcesIn('server', false)) + (await sourcesIn('language', false))];
            const french = Object.entries(JSON.parse(await readFile(path, 'utf8')));
            const kept = french.filter(([english]) => others.includes(english) || !command.includes(`'${english}'`));
            return { contents: JSON.stringify(Object.fromEntries(kept)), loader: 'json' };
        });
    },
};

/** All sources in a folder: those of the command, or those that are not. */
async function sourcesIn(folder, ofCommand) {
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(ts|terroir)$/.test(name));
    const wanted = names.map((name) => join(folder, name)).filter((path) => path.startsWith(join('server', 'cli')) === ofCommand);
    return (await Promise.all(wanted.map((path) => readFile(path, 'utf8')))).join('\n');
}

function options([output, { entry, apart = [], ...bundle }]) {
    return {
        ...bundle,
        entryPoints: [entry],
        outfile: join('dist', output),
        bundle: true,
        plugins:
            bundle.platform === 'node'
                ? [drawingApart, seldomLoaded, roomsApart(apart), ...(watching && output.startsWith('server/') ? [summedUpAgain] : [])]
                : [frenchOfServer],
        minify: !watching,
        // What is loaded while it runs is loaded like all else (server/cli/compiled.ts).
        ...(bundle.platform === 'node' ? { supported: { 'dynamic-import': false } } : {}),
        define: { __TERROIR_VERSION__: JSON.stringify(version) },
        sourcemap: watching ? 'linked' : 'external',
        legalComments: 'none',
        loader: { '.terroir': 'text' },
        metafile: true,
        logLevel: 'warning',
    };
}

async function copyData() {
    const library = (await readdir('language/library')).filter((name) => name.endsWith('.terroir'));
    if (library.length === 0) throw new Error('language/library holds no .terroir file');
    await mkdir('dist/library', { recursive: true });
    for (const name of library) await cp(join('language/library', name), join('dist/library', name));
    await mkdir('dist/l10n', { recursive: true });
    await cp('language/l10n/bundle.l10n.fr.json', 'dist/l10n/bundle.l10n.fr.json');
}

/** The folders of the packages that went into a bundle. */
function packages(metafile) {
    const folders = Object.keys(metafile.inputs).map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
    return folders.filter((folder) => folder !== undefined);
}

async function licence(folder) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)(-mit)?(\.(txt|md))?$/i.test(entry));
    const text = file ? await readFile(join(folder, file), 'utf8') : '';
    if (!license || !text.trim()) throw new Error(`the bundled package ${name} ${version} has no licence text`);
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

/** What tells this program from every other that may have kept runs: all that judges, byte for byte. */
async function sumUp() {
    const program = createHash('sha256');
    for (const name of (await readdir('dist/server')).filter((file) => file.endsWith('.cjs')).sort()) program.update(await readFile(join('dist/server', name)));
    await writeFile('dist/server/program.txt', program.digest('base64url'));
}

/** A bundle that is made again while somebody works on it makes another program. */
const summedUpAgain = { name: 'summed-up-again', setup: ({ onEnd }) => onEnd(sumUp) };

async function finish(results) {
    for (const [i, output] of Object.keys(bundles).entries()) {
        if (!existsSync(join('dist', output))) throw new Error(`dist/${output} was not made`);
        if (results[i].warnings.length > 0) throw new Error(`dist/${output} was made with warnings`);
        // Only for the tests of the boundaries: what went into which bundle.
        const meta = join('dist/meta', `${output}.json`);
        await mkdir(dirname(meta), { recursive: true });
        await writeFile(meta, JSON.stringify(results[i].metafile));
    }
    await sumUp();
    const folders = [...new Set(results.flatMap(({ metafile }) => packages(metafile)))].sort();
    const texts = await Promise.all(folders.map(licence));
    await writeFile('dist/THIRD-PARTY-LICENSES.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
}

await rm('dist', { recursive: true, force: true });
await copyData();
if (watching) {
    for (const bundle of Object.entries(bundles)) await (await context(options(bundle))).watch();
} else {
    await finish(await Promise.all(Object.entries(bundles).map((bundle) => build(options(bundle)))));
}
