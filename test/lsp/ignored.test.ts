import { describe, expect, test } from 'vitest';
import { Ignored } from '../../server/lsp/ignored.ts';
import { LspSession } from '../harness/lsp-session.ts';

/** What is left out of some files of a workspace, and what was read to know it. */
async function among(root: string, files: Readonly<Record<string, string>>, paths: readonly string[], tooLong?: (path: string) => void) {
    const read: string[] = [];
    const ignored = new Ignored(
        [root],
        async (path) => {
            read.push(path);
            return files[path];
        },
        tooLong,
    );
    await Promise.all([ignored.learn(paths), ignored.learn(paths)]);
    return { left: paths.filter((path) => ignored.has(path)), read };
}

describe('.gitignore in an editor', () => {
    test('is read once a folder, from the file up to where the repository begins', async () => {
        const files = { 'file:///u/w/.git/HEAD': 'ref', 'file:///u/w/.gitignore': '*.tmp.terroir' };
        const { left, read } = await among('file:///u/w', files, ['file:///u/w/d/a.tmp.terroir', 'file:///u/w/d/b.terroir', 'file:///u/w/c.tmp.terroir']);
        expect(left).toEqual(['file:///u/w/d/a.tmp.terroir', 'file:///u/w/c.tmp.terroir']);
        expect(read).toEqual(['d/.gitignore', 'd/.git/HEAD', 'd/.git', '.gitignore', '.git/HEAD'].map((name) => `file:///u/w/${name}`));
    });

    test('counts for its own folder alone where there is no repository, as for the command', async () => {
        const files = { 'file:///u/w/.gitignore': 'a.terroir\nout/\n' };
        const paths = ['file:///u/w/a.terroir', 'file:///u/w/d/a.terroir', 'file:///u/w/out/b.terroir'];
        expect((await among('file:///u/w', files, paths)).left).toEqual(['file:///u/w/a.terroir', 'file:///u/w/out/b.terroir']);
    });

    test('ends with the workspace where that is on no disk', async () => {
        const files = { 'memfs:/w/.gitignore': 'a b.terroir' };
        const { left, read } = await among('memfs:/w', files, ['memfs:/w/d/a%20b.terroir', 'memfs:/w/c.terroir']);
        expect(left).toEqual(['memfs:/w/d/a%20b.terroir']);
        expect(read).toEqual(['memfs:/w/d/.gitignore', 'memfs:/w/.gitignore']);
    });

    test('leaves out nothing of what lies elsewhere, and reads nothing for it', async () => {
        const files = { 'file:///u/.gitignore': '*' };
        expect(await among('file:///u/w', files, ['file:///u/x/a.terroir', 'untitled:Untitled-1'])).toEqual({ left: [], read: [] });
    });

    test('leaves out nothing where it is longer than the command reads, which is told; its length is that of its bytes', async () => {
        const paths = ['file:///u/w/a.terroir'];
        const told: string[] = [];
        const left = async (source: string) => (await among('file:///u/w', { 'file:///u/w/.gitignore': source }, paths, (path) => told.push(path))).left;
        const start = 'a.terroir\n#';
        expect(await left(start + 'x'.repeat(5_000_000 - start.length))).toEqual(paths);
        expect(told).toEqual([]);
        expect(await left(start + 'x'.repeat(5_000_001 - start.length))).toEqual([]);
        expect(await left(start + 'é'.repeat(2_500_000))).toEqual([]);
        expect(told).toEqual(['file:///u/w/.gitignore', 'file:///u/w/.gitignore']);
    });

    test('tells whoever edits that it is too long, once', async () => {
        const session = await LspSession.start({
            files: { '.gitignore': `a.terroir\n${'#'.repeat(5_000_000)}`, 'a.terroir': 'organisation X { seat Nowhere }\n' },
        });
        await session.codes('a.terroir', ['names/unknown']);
        await session.touch('terroir.json', '{}');
        await session.quiet();
        expect(session.messages).toEqual([
            '.gitignore has more than 5,000,000 bytes: it leaves out nothing here, and terroir check refuses to judge what it bears on.',
        ]);
        await session.stop();
    });
});
