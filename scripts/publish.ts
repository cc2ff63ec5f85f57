// npm run publish:marketplaces: hands one and the same dist/terroir.vsix to the Visual Studio Marketplace and to Open VSX. Does not
// start while anything is in the way; `--dry-run` says what would be done, and does nothing. See docs/publishing.md.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

const root = process.env['TERROIR_ROOT'] ?? join(import.meta.dirname, '..');
const vsix = join(root, 'dist/terroir.vsix');
const isDry = process.argv.includes('--dry-run');

interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly publisher: string;
    readonly repository?: unknown;
}

/** One after the other. Both skip what is there already, so a run that stopped half-way can be repeated. */
const marketplaces = [
    { name: 'Visual Studio Marketplace', token: 'VSCE_PAT', command: ['vsce', 'publish', '--packagePath', vsix, '--skip-duplicate'] },
    { name: 'Open VSX registry', token: 'OVSX_PAT', command: ['ovsx', 'publish', vsix, '--skip-duplicate'] },
] as const;

/** Everything that stands in the way, each with what to do about it. */
function obstacles(manifest: Manifest): string[] {
    const { version, publisher } = manifest;
    const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
    const status = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
    return [
        ...marketplaces.filter(({ token }) => !process.env[token]).map(({ name, token }) => `${token} is not set: the token for the ${name}.`),
        ...(/-placeholder$/.test(publisher) ? [`The publisher “${publisher}” is a placeholder: put yours into package.json.`] : []),
        ...(manifest.repository === undefined ? ['package.json names no repository, so the read-me would have neither pictures nor links.'] : []),
        ...(new RegExp(`^## ${version.replaceAll('.', '\\.')} – \\d{4}-\\d{2}-\\d{2}$`, 'm').test(changelog)
            ? []
            : [`CHANGELOG.md has no heading “## ${version} – YYYY-MM-DD” with the day of publication.`]),
        ...(status.status !== 0 ? [`Whether everything is committed cannot be told: ${status.stderr.trim()}`] : []),
        ...(status.stdout ? [`Not everything is committed:\n${status.stdout.trimEnd()}`] : []),
        ...inPackage(manifest),
    ];
}

/** A package that is missing, or that was made of another manifest. */
function inPackage(manifest: Manifest): string[] {
    if (!existsSync(vsix)) return ['dist/terroir.vsix is not there: npm run build && npm run package.'];
    const file = unzipSync(readFileSync(vsix), { filter: ({ name }) => name === 'extension/package.json' })['extension/package.json'];
    const packaged: Manifest | undefined = file && JSON.parse(strFromU8(file));
    const parts = ['name', 'version', 'publisher', 'repository'] as const;
    const stale = parts.filter((part) => JSON.stringify(packaged?.[part]) !== JSON.stringify(manifest[part]));
    return stale.length === 0 ? [] : [`dist/terroir.vsix is of another ${stale.join(', ')} than package.json: npm run build && npm run package.`];
}

function publish(): number {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const problems = obstacles(manifest);
    if (isDry) for (const { name, command } of marketplaces) console.log(`Would publish ${manifest.version} to the ${name}: ${command.join(' ')}`);
    if (problems.length > 0) {
        console.error(`Nothing is published. What is in the way:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
        return 2;
    }
    if (isDry) return 0;
    for (const { name, command } of marketplaces) {
        const [tool, ...argv] = command;
        const { status, error } = spawnSync(tool, argv, { cwd: root, stdio: 'inherit' });
        if (status === 0) continue;
        console.error(
            `The ${name} did not take it${error ? `: ${error.message}` : ''}. Run this again when that is mended; what is published already is skipped.`,
        );
        return 1;
    }
    return 0;
}

process.exitCode = publish();
