import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');
const json = (path: string) => JSON.parse(text(path));
const manifest = text('package.json');
const { contributes, capabilities, files } = json('package.json');
const english: Record<string, string> = json('package.nls.json');
const french: Record<string, string> = json('package.nls.fr.json');
const client = readdirSync(new URL('client/', root)).map((name) => text(`client/${name}`));

test('every text of the manifest is there in both languages, and none is left over', () => {
    const used = [...new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]))].sort();
    expect(used.length).toBeGreaterThan(5);
    expect(Object.keys(english).sort()).toEqual(used);
    expect(Object.keys(french).sort()).toEqual(used);
});

test('whatever a person reads in the manifest is a text that has its French', () => {
    const said = ['title', 'shortTitle', 'description', 'markdownDescription', 'patternErrorMessage', 'altText', 'contents', 'label'];
    const bare: string[] = [];
    const look = (value: unknown, path: string): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [key, inner] of Object.entries(value)) {
            if (said.includes(key) && typeof inner === 'string' && !/^%[\w.]+%$/.test(inner)) bare.push(`${path}.${key}: ${inner}`);
            else look(inner, `${path}.${key}`);
        }
        const { enumDescriptions } = value as { enumDescriptions?: string[] };
        for (const inner of enumDescriptions ?? []) if (!/^%[\w.]+%$/.test(inner)) bare.push(`${path}: ${inner}`);
    };
    look({ contributes, capabilities }, '');
    // The name of the product is the same in every language.
    expect(bare.filter((one) => !one.endsWith(': Terroir'))).toEqual([]);
});

test('every file that the manifest names exists', () => {
    const paths = [...JSON.stringify(contributes).matchAll(/"\.\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(paths.length).toBeGreaterThanOrEqual(5);
    for (const path of paths) expect(existsSync(new URL(path, root)), path).toBe(true);
});

test('every setting says in order what it does, and how far it reaches', () => {
    const settings = Object.entries<{ order?: number; scope?: string; description?: string; markdownDescription?: string }>(
        contributes.configuration.properties,
    );
    expect(settings.length).toBeGreaterThanOrEqual(3);
    expect(new Set(settings.map(([, { order }]) => order ?? 'none')).size).toBe(settings.length);
    for (const [name, { scope, description, markdownDescription }] of settings) {
        expect(['window', 'resource'], name).toContain(scope);
        expect(description ?? markdownDescription, name).toBeDefined();
    }
});

test('every message of the client has its French', () => {
    const bundle = json('language/l10n/bundle.l10n.fr.json');
    const messages = client.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(bundle).toHaveProperty([message]);
});

const commands: string[] = contributes.commands.map(({ command }: { command: string }) => command);

test('every command of the manifest is registered, and the other way round', () => {
    const registered = client.flatMap((source) => [...source.matchAll(/registerCommand\('([\w.]+)'/g)].map((match) => match[1]));
    expect(registered.sort()).toEqual([...commands].sort());
});

test('what a folder that is not trusted could misuse is not heeded', () => {
    const { restrictedConfigurations, supported } = capabilities.untrustedWorkspaces;
    // VS Code heeds the list only where the support is limited.
    expect(supported).toBe('limited');
    expect(Object.keys(contributes.configuration.properties)).toEqual(expect.arrayContaining(restrictedConfigurations));
});

// ------------------------------------------------------------ the tour

interface Step {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly completionEvents: readonly string[];
    readonly media: { readonly svg?: string; readonly markdown?: string; readonly altText?: string };
}

const steps: Step[] = contributes.walkthroughs.flatMap(({ steps }: { steps: Step[] }) => steps);

test('the tour has a handful of steps, and each says when it is done', () => {
    expect(steps.length).toBeGreaterThanOrEqual(5);
    expect(steps.length).toBeLessThanOrEqual(6);
    for (const { id, completionEvents } of steps) expect(completionEvents.length, id).toBeGreaterThan(0);
});

test('each step has a picture with words for it, or a page in both languages', () => {
    for (const { id, media } of steps) {
        if (media.markdown === undefined) expect(media.altText, id).toMatch(/^%[\w.]+%$/);
        // VS Code looks for a page of its language beside the one that is named.
        else expect(existsSync(new URL(media.markdown.replace(/\.md$/, '.nls.fr.md'), root)), id).toBe(true);
    }
});

test('nothing lies beside the tour that no step shows, and all of it is packed', () => {
    const shown = steps.flatMap(({ media: { svg, markdown } }) => (markdown ? [markdown, markdown.replace(/\.md$/, '.nls.fr.md')] : [svg ?? '']));
    const there = readdirSync(new URL('docs/walkthrough/', root)).map((name) => `./docs/walkthrough/${name}`);
    expect(there.sort()).toEqual(shown.sort());
    for (const path of there)
        expect(
            files.some((glob: string) => new RegExp(`^\\./${glob.replaceAll('*', '[^/]*')}$`).test(path)),
            path,
        ).toBe(true);
});

test('the pictures of the tour hold no words and take the colours of the theme', () => {
    for (const name of readdirSync(new URL('docs/walkthrough/', root)).filter((file) => file.endsWith('.svg'))) {
        const picture = text(`docs/walkthrough/${name}`);
        for (const [, words] of picture.matchAll(/<text[^>]*>([^<]*)</g)) expect(words, name).toMatch(/^(?:[A-Z]{2,3}|§|\d{4}-\d\d-\d\d)$/);
        expect(picture).toContain('var(--vscode-foreground');
        for (const [, colour] of picture.matchAll(/(?:fill|stroke)="(#[\da-f]+)"/g)) expect(colour, name).toBe('#5f8f86');
    }
});

test.each([
    ['English', english],
    ['French', french],
])('the links of the tour and of the welcome lead to commands that there are (%s)', (_, texts) => {
    const links = Object.entries(texts).flatMap(([key, value]) => [...value.matchAll(/\]\(command:([\w.]+)/g)].map((match) => [key, match[1] ?? '']));
    expect(links.length).toBeGreaterThanOrEqual(6);
    for (const [key, command = ''] of links) if (!command.startsWith('workbench.')) expect(commands, key).toContain(command);
    const named = (language: Record<string, string>) => Object.entries(language).map(([key, value]) => [key, value.match(/command:[^)]+/g)]);
    expect(named(texts)).toEqual(expect.arrayContaining(named(english)));
});
