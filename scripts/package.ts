// npm run package: the extension as it is published, dist/terroir.vsix, and beside it the list of what is bundled in it, dist/terroir.cdx.json.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const root = process.env['TERROIR_ROOT'] ?? join(import.meta.dirname, '..');
const vsix = join(root, 'dist/terroir.vsix');

/** The tool of a package in node_modules; npm puts them on the path. */
const run = (tool: string, ...argv: string[]): string => execFileSync(tool, argv, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/**
 * A document without what leads nowhere outside the repository: pictures, sections and sentences that are nothing but links to
 * files, and such links elsewhere, whose words stay. Neither VS Code nor a marketplace
 * shows a picture of the package, by path or as data; only one with a public address.
 */
export function withoutFiles(markdown: string): string {
    const blocks = markdown.split(/(^```[\s\S]*?^```$)/m);
    const freed = blocks.map((text) => {
        if (text.startsWith('```')) return text;
        return text
            .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
            .replace(/^## .*\n\n(?:\[[^\]]*\]\((?!https:)[^)]*\)[\s·]*)+(?=^## |$(?![\s\S]))/gm, '')
            .replace(/(?<=[.!?])\s\[[^\]]*\]\((?!https:)[^)]*\)\.(?=\n)/g, '')
            .replace(/\[([^\]]*)\]\((?!https:|mailto:|#)[^)]*\)/g, '$1');
    });
    return freed.join('');
}

function packageExtension(): void {
    const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const common = ['package', '--no-dependencies', '--out', vsix];
    if (repository !== undefined) {
        // Every relative link and picture gets the address, and what a marketplace does not take is refused.
        process.stdout.write(run('vsce', ...common));
        return;
    }
    process.stdout.write(run('vsce', ...common, '--allow-missing-repository', '--no-rewrite-relative-links'));
    const files = unzipSync(readFileSync(vsix));
    for (const name of ['extension/readme.md', 'extension/changelog.md']) {
        const document = files[name];
        if (!document) throw new Error(`the package has no ${name}`);
        files[name] = strToU8(withoutFiles(strFromU8(document)));
    }
    writeFileSync(vsix, zipSync(files, { level: 9 }));
    console.log('package.json names no repository: the read-me inside has neither pictures nor links to files (docs/publishing.md).');
}

interface Sbom {
    readonly metadata: { readonly component: { name: string } };
    components: { name: string; version: string; scope?: string; properties?: { name: string }[]; 'bom-ref': string }[];
    dependencies: { ref: string; dependsOn?: string[] }[];
}

/** Of everything that npm knows of, what is in the bundles: those whose licence is shipped. All are there when it runs, whatever npm calls them. */
function listBundled(): void {
    const sbom: Sbom = JSON.parse(run('npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'));
    const licences = readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const bundled = new Set([...licences.matchAll(/^(\S+) (\d\S*) \(.+\)$/gm)].map(([, name, version]) => `${name}@${version}`));
    const refs = new Set(sbom.components.filter(({ name, version }) => bundled.delete(`${name}@${version}`)).map((component) => component['bom-ref']));
    if (bundled.size > 0) throw new Error(`npm knows nothing of ${[...bundled].join(', ')}`);
    const { component } = sbom.metadata;
    // npm names it after the folder.
    component.name = 'terroir';
    sbom.components = sbom.components
        .filter((one) => refs.has(one['bom-ref']))
        .map(({ properties = [], ...one }) => ({
            ...one,
            scope: 'required',
            properties: properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
        }));
    sbom.dependencies = sbom.dependencies
        .filter(({ ref }) => refs.has(ref) || ref.startsWith('terroir@'))
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
    writeFileSync(join(root, 'dist/terroir.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
}

if (import.meta.main) {
    packageExtension();
    listBundled();
}
