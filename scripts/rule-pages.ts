// What a reader looks up and nobody should write twice: the norms at the end of each rule's page, and the catalogue of rules. Both are made
// from the rules and the library, so that a norm that changes there changes here. And what the French pages share with the English ones: their specs.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../language/editing.ts';
import { type Day, formatDay, hasGaps, Judge, judges, type Rule, readDay, say, Workspace } from '../language/index.ts';
import type { Ask } from '../language/model/ask.ts';
import { everStated, evidence, title } from '../language/model/declarations.ts';
import { inLibrary } from '../language/model/library.ts';
import { pathOf } from '../language/names/outline.ts';
import { docBefore } from '../language/syntax/doc.ts';
import { type PageWords, pageWords } from './page-words.ts';

/** Writes the generated parts of every page below a root that holds `docs/rules`, `docs/fr/rules` and `language/library`. */
export function writeRulePages(root: string, rules: readonly Rule[]): void {
    const workspace = libraryAt(root);
    const ask = workspace.engine.at(Number.NaN);
    const offered = offers(root, workspace, rules);
    for (const words of pageWords) {
        for (const rule of rules) {
            const path = join(root, words.folder, `${rule.id}.md`);
            if (!existsSync(path)) continue;
            const page = withBlocksOf(readFileSync(join(root, `docs/rules/${rule.id}.md`), 'utf8'), readFileSync(path, 'utf8'), path);
            const at = page.indexOf(`${words.normsHeading}\n`);
            const norms = rule.norms.map((name) => normEntry(workspace, ask, name, words)).join('') || `${words.noNorms}\n`;
            writeFileSync(path, at < 0 ? page : `${page.slice(0, at)}${words.normsHeading}\n\n${norms}`);
        }
        writeFileSync(join(root, words.folder, 'README.md'), catalogue(ask, rules, offered, words));
    }
}

const fenced = /^```[\s\S]*?^```$/gm;

/** A page in another language with the specs of the English one: they are written once, and run there as tests. */
function withBlocksOf(english: string, page: string, path: string): string {
    const blocks = english.match(fenced) ?? [];
    const places = page.match(fenced)?.length ?? 0;
    if (places !== blocks.length) throw new Error(`${path} has ${places} fenced blocks, the English page ${blocks.length}.`);
    let i = 0;
    return page.replace(fenced, () => blocks[i++] ?? '');
}

function libraryAt(root: string): Workspace {
    const workspace = new Workspace();
    const folder = join(root, 'language/library');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.terroir'))) {
        const source = readFileSync(join(folder, name), 'utf8');
        workspace.set(`terroir:/${name}`, source, parse(source));
    }
    return workspace;
}

/** One norm: what it is, its force, from when until when, who read it when, what it says, and where it can be read. */
function normEntry(workspace: Workspace, ask: Ask, name: string, words: PageWords): string {
    const id = inLibrary(ask, name);
    const degrees = everStated(ask, id, 'Force').map(({ degree }) => words.force(degree));
    const day = (on: Day | undefined) => (on === undefined ? undefined : formatDay(on));
    const periods = everStated(ask, id, 'Applies').map(({ from, until }) => words.period(day(from), day(until)));
    const [read] = everStated(ask, id, 'Verified');
    const standing = [degrees.join(', ') || words.force('recommendation'), ...periods, read ? words.read(formatDay(read.on)) : words.notRead];
    const source = workspace.files.get(pathOf(id))?.source ?? '';
    const doc = docBefore(source, workspace.node(id)?.$start ?? 0);
    const urls = everStated(ask, id, 'Url').map(({ address }) => `<${address}>`);
    const sources = evidence(ask, { at: { id, path: '' } }).map((one) => `${words.translate(one.text)}.`);
    const said = [
        `**${words.translate(title(ask, id))}** (${standing.join(`${words.semicolon} `)}).`,
        ...(doc === undefined ? [] : [words.translate(doc)]),
        ...sources,
        ...urls,
    ];
    return `- \`${name}\`${words.colon} ${said.join(' ').replace(/[ \n]+/g, ' ')}\n`;
}

/** Of each rule, what an editor offers. */
type Offers = ReadonlyMap<string, readonly ('fix' | 'statement')[]>;

/** What an editor offers about the specs on the pages of each rule that fail: fixes, and statements with places to fill. */
export function offers(root: string, workspace: Workspace, rules: readonly Rule[]): Offers {
    const path = 'spec.terroir';
    const all = new Judge(workspace, rules);
    const found = new Map<string, readonly ('fix' | 'statement')[]>();
    for (const rule of rules) {
        // A rule on the verdicts of others has nothing to say by itself.
        const judge = rule.pass === 2 ? all : new Judge(workspace, [rule]);
        const pages = [`docs/rules/${rule.id}.md`, `test/rules/${rule.id}.md`].map((page) => join(root, page)).filter((page) => existsSync(page));
        const fixes = pages.flatMap((page) =>
            [...readFileSync(page, 'utf8').matchAll(/^```terroir fails(?: as-of=(\S+))?\n([\s\S]*?)^```/gm)].flatMap(([, asOf = '2026-11-23', source = '']) => {
                workspace.set(path, source, parse(source));
                const date = readDay(asOf);
                if (!('value' in date)) throw new Error(`${page}: ${asOf} is no date.`);
                return judge.file(path, date.value).findings.flatMap((finding) => (finding.rule === rule.id ? finding.fixes : []));
            }),
        );
        found.set(rule.id, [...(fixes.some((fix) => !hasGaps(fix)) ? ['fix' as const] : []), ...(fixes.some(hasGaps) ? ['statement' as const] : [])]);
    }
    workspace.remove(path);
    return found;
}

function catalogue(ask: Ask, rules: readonly Rule[], offered: Offers, words: PageWords): string {
    const { translate } = words;
    const categories = new Map<string, Rule[]>();
    for (const rule of rules) {
        const category = rule.id.slice(0, rule.id.indexOf('/'));
        categories.set(category, [...(categories.get(category) ?? []), rule]);
    }
    const tables = [...categories].map(([category, members]) => {
        const rows = members.map((rule) => {
            const norms = rule.norms.map((name) => translate(title(ask, inLibrary(ask, name)))).join(`${words.semicolon} `);
            const kinds = judges(rule)
                .map((kind) => words.kind(kind.toLowerCase()))
                .join(', ');
            const offer = offered.get(rule.id)?.map((one) => words.offer[one]) ?? [];
            return `| [${rule.id}](${rule.id}.md) | ${kinds} | ${say(rule.summary, translate)} | ${norms} | ${offer.join(', ')} |\n`;
        });
        return `\n## ${category}\n\n| ${words.catalogue.columns.join(' | ')} |\n|---|---|---|---|---|\n${rows.join('')}`;
    });
    return `# ${words.catalogue.heading}\n\n${words.catalogue.about(rules.length)}\n${tables.join('')}`;
}
