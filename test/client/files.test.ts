import { expect, test, vi } from 'vitest';

/* The editor is played: what counts is what the server is told of what the editor cannot read. */

class FileSystemError extends Error {
    readonly code: string;
    constructor(code: string) {
        super(code);
        this.code = code;
    }
}
let why = '';
const fails = async () => {
    throw new FileSystemError(why);
};
vi.mock('vscode', () => ({ FileSystemError, Uri: { parse: (uri: string) => uri }, workspace: { fs: { readFile: fails, readDirectory: fails } } }));

const { serveFiles } = await import('../../client/files.ts');
const answers = new Map<string, (params: { uri: string }) => Promise<unknown>>();
serveFiles({ onRequest: (method: string, answer: (params: { uri: string }) => Promise<unknown>) => answers.set(method, answer) } as never);
const asked = (method: string) => answers.get(method)?.({ uri: 'memfs:/specs/out.txt' });

test.each(['FileNotFound', 'FileNotADirectory', 'FileIsADirectory'])('what is not there, or is a folder or none, is no failure: %s', async (code) => {
    why = code;
    expect(await asked('terroir/readFile')).toEqual({ text: null });
    expect(await asked('terroir/readFolder')).toEqual({ entries: [] });
});

test('whatever else keeps it from being read is told', async () => {
    why = 'Unavailable';
    await expect(asked('terroir/readFile')).rejects.toThrow('Unavailable');
    await expect(asked('terroir/readFolder')).rejects.toThrow('Unavailable');
});
