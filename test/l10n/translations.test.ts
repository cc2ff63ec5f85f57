import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evidenceOf, isLibraryPath } from '../../language/index.ts';
import { docBefore } from '../../language/syntax/doc.ts';
import { root, workspaceOf } from '../harness/spec.ts';

/*
 * Whatever is said to a person is written as `text('…')` in the source (in the client as `l10n.t('…')`), and has a French
 * twin in the bundle. The templates are read off the source, so nobody can add one and forget the other.
 */

const bundle = JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8')) as Record<string, string>;

function templates(): Map<string, string> {
    const found = new Map<string, string>();
    for (const room of ['language', 'server', 'client']) {
        for (const file of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
            if (!file.endsWith('.ts') || file.includes('generated')) continue;
            const source = readFileSync(join(root, room, file), 'utf8');
            for (const match of source.matchAll(/\b(?:text|l10n\.t)\(\s*(?:\{\s*message:\s*)?(['`])((?:\\.|(?!\1).)*)\1/g)) {
                expect(match[1], `${room}/${file}: a message is one plain string`).toBe("'");
                found.set((match[2] ?? '').replace(/\\(.)/g, '$1'), `${room}/${file}`);
            }
        }
    }
    return found;
}

const holes = (template: string) => [...template.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1]).sort();

const found = templates();

// What the library declares is called in the reader's language, too; companies keep their names. And so is what it says of it, and where
// that was read: hovers and pages show it.
const workspace = workspaceOf();
const ask = workspace.engine.at(Number.NaN);
for (const [path, file] of workspace.files) {
    if (!isLibraryPath(path)) continue;
    for (const id of file.ids) {
        const { $start, label } = file.node(id) as { readonly $start: number; readonly label?: string };
        const title = path.endsWith('/providers.terroir') ? undefined : label;
        for (const said of [title, docBefore(file.source, $start), ...evidenceOf(ask, id).map((source) => source.text)])
            if (said) found.set(said, 'language/library');
    }
}

test('every message has a French text', () => {
    expect(found.size).toBeGreaterThan(100);
    expect([...found].filter(([template]) => !(template in bundle)).map(([template, file]) => `${file}: ${template}`)).toEqual([]);
});

test('no French text has lost its message', () => {
    expect(Object.keys(bundle).filter((template) => !found.has(template))).toEqual([]);
});

test('a translation has the holes of its message', () => {
    for (const [template, french] of Object.entries(bundle)) {
        expect(holes(french), template).toEqual(holes(template));
        expect(french.trim(), template).not.toBe('');
    }
});

test('French has no sign that nobody sees', () => {
    expect(Object.values(bundle).filter((french) => /(?!\n)\p{Cc}/u.test(french))).toEqual([]);
});

test('French sets no mark at the beginning of a line that belongs to the end of another', () => {
    expect(Object.values(bundle).filter((french) => / [;:!?»]|« /.test(french))).toEqual([]);
});

test('French has no law for the subject of a verb: some are two acts, and the verb is written before it is known which', () => {
    expect(Object.values(bundle).filter((french) => /\{law\} \p{L}/u.test(french))).toEqual([]);
});

test('what a rule advises is to do, and addresses nobody: in French it is in the infinitive, behind “à faire” as in the title of a fix', () => {
    const said = [...found].flatMap(([template, file]) => (file.startsWith('language/rules/') ? [bundle[template] ?? ''] : []));
    expect(said.length).toBeGreaterThan(500);
    expect(said.filter((french) => /(?<!\bch|\bass)ez\b|\b(?:faites|dites|soyez|votre|vos|vous)\b/iu.test(french))).toEqual([]);
});

test('the bundle is in the order of its messages', () => {
    expect(Object.keys(bundle)).toEqual(Object.keys(bundle).sort());
});

test('every text() in the source is a literal that this test can see', () => {
    for (const room of ['language', 'server']) {
        for (const file of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
            if (!file.endsWith('.ts') || file === 'syntax/message.ts') continue;
            const source = readFileSync(join(root, room, file), 'utf8');
            const calls = [...source.matchAll(/(?<![\w.$])text\((?!\s*')/g)].map((match) => source.slice(match.index, match.index + 60));
            expect(calls, `${room}/${file}`).toEqual([]);
        }
    }
});

test('the manifest speaks French, too', () => {
    const english = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const french = JSON.parse(readFileSync(join(root, 'package.nls.fr.json'), 'utf8')) as Record<string, string>;
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]));
    expect([...used].filter((key) => !((key as string) in english))).toEqual([]);
    expect(Object.keys(english).filter((key) => !used.has(key))).toEqual([]);
});

/** What is counted is never one where it is said so. */
const neverOne: Readonly<Record<string, string>> = {
    'Fix all {n} findings of {rule} in this file': 'offered for two or more',
    'Move {name} to a file of its own, with the {n} declarations that it rests on': 'up to three are named',
    'The language server of Terroir ended {n} times within three minutes and is not started again.': 'a constant',
    'There are pictures of the first {n} contracts; terroir draw makes those of the others.': 'a constant',
    'There is no day {written}: month {month} of {year} has {days} days.': 'as many as a month has',
    '{n} persons': 'as many as make a large scale',
    '{n} rules': 'up to three are named',
    'Reach: {n} contracts': 'the only one is named',
    'Timeline: {n} contracts': 'the only one is named',
};

test('of one thing there is another text than of several, in the same words before the number', () => {
    const counted = [...found.keys()].flatMap((template) => {
        const before = /^(.*?(?<!\bof ))\{(?:n|all|files|contracts|findings|rules|days|times)\} (?!of )(?:more |working )?\p{L}{2,}s\b/u.exec(template)?.[1];
        return before === undefined ? [] : [{ template, before }];
    });
    expect(counted.length).toBeGreaterThan(20);
    const one = (before: string, template: string) =>
        template.startsWith(`${before}1 `) || (template !== `${before}{n}` && /^(?:once|the (?:last )?day)\b/.test(template.slice(before.length)));
    const lacking = counted.filter(
        ({ template, before }) => !(template in neverOne) && ![...found.keys()].some((other) => other.startsWith(before) && one(before, other)),
    );
    expect(lacking.map(({ template }) => template)).toEqual([]);
    expect(Object.keys(neverOne).filter((template) => !counted.some((one) => one.template === template))).toEqual([]);
});

test('French has no plural in parentheses', () => {
    expect(Object.values(bundle).filter((french) => /\p{L}\((?:s|x|e|es|ent)\)/u.test(french))).toEqual([]);
});
