// What a reader looks up and nobody should write twice: the norms at the end of each rule's page, and the catalogue of rules. Both are made
// from the rules and the library, so that a norm that changes there changes here.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../language/editing.ts';
import { formatDay, hasGaps, Judge, judges, type Rule, readDay, say, Workspace } from '../language/index.ts';
import { everStated, evidence, title } from '../language/model/declarations.ts';
import type { Ask } from '../language/model/engine.ts';
import { inLibrary } from '../language/model/library.ts';
import { pathOf } from '../language/names/outline.ts';
import { docBefore } from '../language/syntax/doc.ts';

const heading = '## Norms\n';

/** Of a rule that no norm stands behind. */
const none = 'None: what a spec says has to make sense before any norm is asked.\n';

/** Writes the generated part of every page below a root that holds `docs/rules` and `language/library`. */
export function writeRulePages(root: string, rules: readonly Rule[]): void {
    const workspace = libraryAt(root);
    const ask = workspace.engine.at(Number.NaN);
    for (const rule of rules) {
        const path = join(root, `docs/rules/${rule.id}.md`);
        if (!existsSync(path)) continue;
        const page = readFileSync(path, 'utf8');
        const at = page.indexOf(heading);
        if (at >= 0) writeFileSync(path, `${page.slice(0, at)}${heading}\n${rule.norms.map((name) => normEntry(workspace, ask, name)).join('') || none}`);
    }
    writeFileSync(join(root, 'docs/rules/README.md'), catalogue(ask, rules, offers(root, workspace, rules)));
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
function normEntry(workspace: Workspace, ask: Ask, name: string): string {
    const id = inLibrary(ask, name);
    const degrees = everStated(ask, id, 'Force').map(({ degree }) => degree);
    const periods = everStated(ask, id, 'Applies').map(({ from, until }) =>
        [...(from === undefined ? [] : [`from ${formatDay(from)}`]), ...(until === undefined ? [] : [`until ${formatDay(until)}`])].join(' '),
    );
    const [read] = everStated(ask, id, 'Verified');
    const standing = [
        degrees.join(', ') || 'recommendation',
        ...periods,
        read ? `read on ${formatDay(read.on)}` : 'not read again: known by heart, so a warning at most',
    ];
    const source = workspace.files.get(pathOf(id))?.source ?? '';
    const doc = docBefore(source, workspace.node(id)?.$start ?? 0);
    const urls = everStated(ask, id, 'Url').map(({ address }) => `<${address}>`);
    const sources = evidence(ask, { at: { id, path: '' } }).map((one) => `${one.text}.`);
    const words = [`**${title(ask, id)}** (${standing.join('; ')}).`, ...(doc === undefined ? [] : [doc]), ...sources, ...urls];
    return `- \`${name}\`: ${words.join(' ').replace(/\s+/g, ' ')}\n`;
}

/** What an editor offers about the specs on the pages of each rule that fail: fixes, and statements with places to fill. */
export function offers(root: string, workspace: Workspace, rules: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
    const path = 'spec.terroir';
    const all = new Judge(workspace, rules);
    const found = new Map<string, readonly string[]>();
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
        found.set(rule.id, [...(fixes.some((fix) => !hasGaps(fix)) ? ['fix'] : []), ...(fixes.some(hasGaps) ? ['statement'] : [])]);
    }
    workspace.remove(path);
    return found;
}

const aboutFixes =
    'The last column says what an editor offers: a *fix* changes what the parties promise each other, a *statement* has places for what only people can know. Neither says anything of the world that nobody has said; where there is nothing to offer, the page of the rule says why.';

function catalogue(ask: Ask, rules: readonly Rule[], offered: ReadonlyMap<string, readonly string[]>): string {
    const categories = new Map<string, Rule[]>();
    for (const rule of rules) {
        const category = rule.id.slice(0, rule.id.indexOf('/'));
        categories.set(category, [...(categories.get(category) ?? []), rule]);
    }
    const tables = [...categories].map(([category, members]) => {
        const rows = members.map((rule) => {
            const norms = rule.norms.map((name) => title(ask, inLibrary(ask, name))).join('; ');
            const kinds = judges(rule)
                .map((kind) => kind.toLowerCase())
                .join(', ');
            return `| [${rule.id}](${rule.id}.md) | ${kinds} | ${say(rule.summary)} | ${norms} | ${offered.get(rule.id)?.join(', ') ?? ''} |\n`;
        });
        return `\n## ${category}\n\n| rule | judges | what must be true | norms | fix |\n|---|---|---|---|---|\n${rows.join('')}`;
    });
    return `# The rules\n\n${rules.length} rules, each an obligation that can be true. A rule's name is its path, its page, the name in a waiver and in every report. ${aboutFixes} Made by \`npm run generate\`.\n${tables.join('')}`;
}
