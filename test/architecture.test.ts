import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from './harness/spec.ts';

/*
 * The directions of the house (docs/architecture.md) as tests: which room may ask which. Every check says how many modules
 * it read, so that one that reads nothing fails; and a planted violation of each kind proves that it can fail.
 */

interface Module {
    readonly path: string;
    readonly imports: readonly { readonly from: string; readonly typeOnly: boolean; readonly dynamic: boolean }[];
}

const rooms = ['client', 'server', 'language'];

function modules(): Module[] {
    return rooms
        .flatMap((room) => readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)))
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && statSync(join(root, path)).isFile())
        .map((path) => read(path, readFileSync(join(root, path), 'utf8')));
}

function read(path: string, source: string): Module {
    const imports = [
        ...source.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm),
        ...source.matchAll(/\b()(?:import|require)\(\s*'([^']+)'\s*\)/g),
    ].map((match) => {
        const target = match[2] ?? '';
        const from = target.startsWith('.') ? normalize(join(dirname(path), target)) : target;
        return { from, typeOnly: match[1] !== undefined && match[1] !== '', dynamic: /^\s*(import|require)\(/.test(match[0]) };
    });
    return { path, imports };
}

type Check = (module: Module) => string[];

const complain = (module: Module, from: string, why: string): string => `${module.path} imports ${from}: ${why}`;

/** `language/` is pure: no Node, no editor, no Langium but its core. */
const pure: Check = (module) =>
    module.path.startsWith('language/')
        ? module.imports
              .filter(({ from }) => /^(node:|vscode|langium\/(lsp|node)|fs$|path$)/.test(from))
              .map(({ from }) => complain(module, from, 'language/ is pure'))
        : [];

/** Langium is loaded by the reader of text alone. Types cost nothing. */
const langiumRooms = /^language\/(services\.ts|syntax\/(explain|read)\.ts|syntax\/generated\/|editing\.ts|names\/candidates\.ts)/;
const langiumBehindTheEditor: Check = (module) =>
    module.path.startsWith('language/') && !langiumRooms.test(module.path)
        ? module.imports
              .filter(({ from, typeOnly }) => !typeOnly && (/^(langium|chevrotain)/.test(from) || /generated\/(ast|module|grammar)\.ts$/.test(from)))
              .map(({ from }) => complain(module, from, 'the judge loads no Langium'))
        : [];

/** Inside the language: syntax ← names ← model ← rules ← judging ← drawing, and edits → all but rules' insides. */
const floors = ['syntax', 'names', 'model', 'rules', 'judging', 'drawing'];
const floorOf = (path: string): number => floors.indexOf(/^language\/([a-z]+)\//.exec(path)?.[1] ?? '');
const downwards: Check = (module) => {
    const here = floorOf(module.path);
    if (here < 0) return [];
    return module.imports
        .filter(({ from }) => floorOf(from) > here || /^language\/(edits|index|editing)/.test(from))
        .map(({ from }) => complain(module, from, 'rooms are asked downwards only'));
};

/** A rule knows the model, messages and the rule API; no tree, no other category's rule, nothing of judging. */
const rulesAlone: Check = (module) =>
    /^language\/rules\/[a-z-]+\//.test(module.path)
        ? module.imports
              .filter(({ from, typeOnly }) => {
                  if (/^language\/(model|names)\//.test(from) || from === 'language/rules/rule.ts') return false;
                  if (/^language\/syntax\/(message|values)\.ts$/.test(from)) return false;
                  if (/^language\/syntax\/generated\/ast\.ts$/.test(from) && typeOnly) return false;
                  return dirname(from) !== dirname(module.path);
              })
              .map(({ from }) => complain(module, from, 'a rule asks the model and nobody else'))
        : [];

/** Outside, the language has two doors. */
const doors: Check = (module) =>
    module.path.startsWith('language/')
        ? []
        : module.imports
              .filter(({ from }) => from.startsWith('language/') && !/^language\/(index|editing)\.ts$|^language\/(l10n|library)\//.test(from))
              .map(({ from }) => complain(module, from, 'the language has two doors'));

/** The client knows the protocol's types and nothing else of the server. */
const thinClient: Check = (module) =>
    module.path.startsWith('client/')
        ? module.imports
              .filter(({ from }) => /^(server|language)\//.test(from) && from !== 'server/lsp/protocol.ts' && !from.startsWith('language/l10n/'))
              .map(({ from }) => complain(module, from, 'the client is thin'))
        : [];

/** The command line judges without the language server. */
const separateHosts: Check = (module) =>
    module.path.startsWith('server/cli/')
        ? module.imports
              .filter(({ from }) => from.startsWith('server/lsp/') || from.startsWith('vscode-languageserver'))
              .map(({ from }) => complain(module, from, 'the command line needs no language server'))
        : [];

/** Pictures are drawn for both hosts and know neither; whoever wants one opens the door of the drawing room when he does. */
const drawnApart: Check = (module) =>
    module.path.startsWith('server/drawing/')
        ? module.imports
              .filter(({ from }) => !from.startsWith('server/drawing/') && from !== 'language/index.ts' && from !== '@dagrejs/dagre')
              .map(({ from }) => complain(module, from, 'the drawing room knows the language’s first door only'))
        : module.imports
              .filter(({ from, dynamic }) => from === '@dagrejs/dagre' || (from.startsWith('server/drawing/') && !(dynamic && from.endsWith('/draw.ts'))))
              .map(({ from }) => complain(module, from, 'the drawing room is opened when somebody wants a picture'));

const checks: Readonly<Record<string, Check>> = { pure, langiumBehindTheEditor, downwards, rulesAlone, doors, thinClient, separateHosts, drawnApart };

const all = modules();

test('there is something to check', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(all.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
});

for (const [name, check] of Object.entries(checks)) {
    test(name, () => expect(all.flatMap(check)).toEqual([]));
}

test.each([
    ['pure', 'language/model/x.ts', "import { readFileSync } from 'node:fs';"],
    ['langiumBehindTheEditor', 'language/model/x.ts', "import { URI } from 'langium';"],
    ['downwards', 'language/model/x.ts', "import { rules } from '../rules/index.ts';"],
    ['rulesAlone', 'language/rules/reach/x.ts', "import { isLive } from '../waiver/is-live.ts';"],
    ['rulesAlone', 'language/rules/reach/x.ts', "import type { Node } from '../../syntax/tree.ts';"],
    ['doors', 'server/cli/x.ts', "import { Engine } from '../../language/model/engine.ts';"],
    ['thinClient', 'client/x.ts', "import { session } from '../server/lsp/session.ts';"],
    ['separateHosts', 'server/cli/x.ts', "import { session } from '../lsp/session.ts';"],
    ['downwards', 'language/judging/x.ts', "import { pictureOf } from '../drawing/picture.ts';"],
    ['drawnApart', 'server/drawing/x.ts', "import { Session } from '../lsp/session.ts';"],
    ['drawnApart', 'server/cli/x.ts', "import { drawSvg } from '../drawing/draw.ts';"],
])('%s finds a planted violation', (name, path, source) => expect(checks[name]?.(read(path, source))).toHaveLength(1));

test('no module waits in a ring of imports', () => {
    const graph = new Map(all.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from)]));
    expect(rings(graph)).toEqual([]);
    expect(rings(new Map([['a', ['b']], ['b', ['c']], ['c', ['a']]]))).toHaveLength(1); // biome-ignore format: the ring reads at a glance
});

function rings(graph: ReadonlyMap<string, readonly string[]>): string[] {
    const done = new Set<string>();
    const found: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
        if (way.includes(path)) found.push([...way.slice(way.indexOf(path)), path].join(' → '));
        if (done.has(path) || way.includes(path)) return;
        for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...way, path]);
        done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    return found;
}

test('no room is called utils, no module has a default export, no barrel but the two doors', () => {
    for (const { path } of all) expect(path).not.toMatch(/\b(utils?|common|helpers?|other|misc)\b/);
    for (const { path } of all) expect(readFileSync(join(root, path), 'utf8'), path).not.toMatch(/^export default/m);
    const barrels = all.filter(({ path }) => /\/index\.ts$/.test(path)).map(({ path }) => path);
    expect(barrels.sort()).toEqual(['language/index.ts', 'language/rules/index.ts']);
});

test('the client stays under 400 lines', () => {
    const lines = all
        .filter(({ path }) => path.startsWith('client/'))
        .reduce((sum, { path }) => sum + readFileSync(join(root, path), 'utf8').split('\n').length, 0);
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThan(400);
});

/** What went into a bundle that `npm test` has built. */
function inputsOf(name: string): string[] {
    const meta = join(root, `dist/meta/server/${name}.json`);
    expect(existsSync(meta), 'npm run build first').toBe(true);
    const { outputs } = JSON.parse(readFileSync(meta, 'utf8')) as { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> };
    return Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])));
}

const isLangium = (path: string): boolean => /langium|chevrotain|vscode-|generated\/(ast|module|grammar)/.test(path);

test('neither the language server nor Langium is behind the command line, in the built bundles', () => {
    for (const bundle of ['cli.cjs', 'check.cjs']) {
        expect(inputsOf(bundle).length, bundle).toBeGreaterThan(40);
        expect(
            inputsOf(bundle).filter((path) => isLangium(path) || path.startsWith('server/lsp/')),
            bundle,
        ).toEqual([]);
    }
    // What explains a text that cannot be read is a bundle of its own, without the judge.
    expect(inputsOf('explaining.cjs').filter(isLangium).length).toBeGreaterThan(20);
    expect(inputsOf('explaining.cjs').filter((path) => /language\/(rules|model|judging|library)\//.test(path))).toEqual([]);
    // A check brings no other command along, and nobody French who is not spoken to.
    const others = readdirSync(join(root, 'server/cli')).filter((file) =>
        /^(diff|merge|horizon|coverage|waivers|init|completion|rage|export|import|reconcile|help)\.ts$/.test(file),
    );
    expect(others).toHaveLength(12);
    expect(inputsOf('check.cjs').filter((path) => others.some((file) => path === `server/cli/${file}`) || path.includes('/l10n/'))).toEqual([]);
});

test('what lays pictures out is in a bundle of its own, without the rules, and in no other that Node loads', () => {
    for (const host of ['cli.cjs', 'check.cjs', 'lsp-node.cjs']) expect(inputsOf(host).filter((path) => /dagre|server\/drawing\//.test(path))).toEqual([]);
    expect(inputsOf('drawing.cjs').filter((path) => path.includes('@dagrejs/dagre'))).toHaveLength(1);
    expect(inputsOf('drawing.cjs').filter((path) => /language\/(rules|model|library)\//.test(path))).toEqual([]);
    expect(inputsOf('lsp-web.js').filter((path) => path.includes('@dagrejs/dagre'))).toHaveLength(1);
});

test('whoever enters by the judge’s door meets no Langium', async () => {
    const { metafile } = await build({ entryPoints: [join(root, 'language/index.ts')], bundle: true, metafile: true, write: false, format: 'esm' });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.length).toBeGreaterThan(30);
    expect(inputs.filter(isLangium)).toEqual([]);
});

test('every feature of the server is driven inside a real VS Code, by checks of its name', () => {
    const features = read('', readFileSync(join(root, 'server/lsp/features.ts'), 'utf8'))
        .imports.map(({ from }) => from)
        .filter((from) => from !== 'feature.ts');
    const run = readFileSync(join(root, 'test/e2e/extension/run.ts'), 'utf8');
    const isRun = (feature: string) => {
        const imported = new RegExp(`^import \\{ (\\w+) \\} from '\\./${feature.replace('.', '\\.')}';$`, 'm').exec(run);
        return imported !== null && run.includes(`    ...${imported[1]},\n`);
    };
    expect(features.length).toBeGreaterThan(25);
    expect(features.filter((feature) => !isRun(feature))).toEqual([]);
});

test('the tests run on the Node that the project brings', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    expect(process.version).toBe(`v${devDependencies['node']}`);
});

test('only names of this repository are spoken of', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
        .split('\n')
        .filter((path) => /\.(ts|js|mjs|json|md|terroir|sh|langium)$/.test(path) && existsSync(join(root, path)));
    expect(files.length).toBeGreaterThan(100);
    for (const path of files) {
        if (path === 'test/architecture.test.ts') continue;
        expect(readFileSync(join(root, path), 'utf8').includes('/work/'), path).toBe(false);
    }
});
