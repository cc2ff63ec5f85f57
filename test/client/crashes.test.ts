import { beforeEach, expect, test, vi } from 'vitest';

/* The editor and its client are played: what counts is when they are asked what. */

const shown: unknown[][] = [];
const done: unknown[][] = [];
let choice: string | undefined;
vi.mock('vscode', () => ({
    l10n: { t: (message: string, holes: Record<string, unknown> = {}) => message.replace(/\{(\w+)\}/g, (_, hole: string) => String(holes[hole])) },
    window: { showErrorMessage: async (...args: unknown[]) => (shown.push(args) > 0 ? choice : undefined) },
    commands: { executeCommand: async (...args: unknown[]) => void done.push(args) },
}));
class ResponseError extends Error {
    readonly code: number;
    constructor(code: number) {
        super(String(code));
        this.code = code;
    }
}
vi.mock('vscode-languageclient', () => ({
    ResponseError,
    ErrorCodes: { PendingResponseRejected: -32097, MessageWriteError: -32099 },
    CloseAction: { DoNotRestart: 'stay', Restart: 'restart' },
    ErrorAction: { Continue: 'go on', Shutdown: 'end' },
}));

const { quieten, restarting } = await import('../../client/crashes.ts');

let now = 0;
beforeEach(() => {
    shown.length = done.length = 0;
    choice = undefined;
    vi.spyOn(Date, 'now').mockImplementation(() => now);
    return () => vi.restoreAllMocks();
});

const handler = () => restarting({ extension: { id: 'who.terroir' } } as never);
const ends = (one: ReturnType<typeof handler>) => one.closed() as unknown as { action: string; handled: boolean };

test('a server that ends is started again in silence, four times in three minutes; then it is said once', () => {
    const one = handler();
    for (let i = 0; i < 4; i++) expect(ends(one)).toEqual({ action: 'restart', handled: true });
    expect(shown).toEqual([]);
    expect(ends(one)).toEqual({ action: 'stay', handled: true });
    expect(shown).toEqual([
        ['The language server of Terroir ended 5 times within three minutes and is not started again.', 'Show the log', 'Restart', 'Report an issue'],
    ]);
});

test('whoever starts it by hand is given as many tries again', () => {
    const one = handler();
    for (let i = 0; i < 5; i++) ends(one);
    for (let i = 0; i < 4; i++) expect(ends(one).action).toBe('restart');
    expect(shown).toHaveLength(1);
});

test('what ends now and then goes on being started', () => {
    const one = handler();
    for (let i = 0; i < 20; i++, now += 46_000) expect(ends(one).action).toBe('restart');
    expect(shown).toEqual([]);
});

test.each([
    ['Show the log', ['terroir.showLog']],
    ['Restart', ['terroir.restart']],
    ['Report an issue', ['workbench.action.openIssueReporter', { extensionId: 'who.terroir' }]],
])('%s', async (label, command) => {
    choice = label;
    const one = handler();
    for (let i = 0; i < 5; i++) ends(one);
    await vi.waitFor(() => expect(done).toEqual([command]));
});

test('a message that cannot be sent is no reason to give up, many are', () => {
    const one = handler();
    const error = (count: number) => one.error(new Error('no'), undefined, count);
    expect([1, 3, 4].map(error)).toMatchObject([{ action: 'go on' }, { action: 'go on' }, { action: 'end' }]);
});

test.each([
    ['leaves unanswered', -32097],
    ['cannot be asked any more', -32099],
])('what a server that ended %s goes to the log, and starts it no more than the rest does; other errors are shown', async (_, code) => {
    const said: unknown[] = [];
    let failing: Error = new ResponseError(code);
    const client = { error: (...args: unknown[]) => void said.push(args), start: () => Promise.reject(failing) };
    quieten(client as never);
    client.error('no connection', failing, 'force');
    client.error('no connection', new Error('no program'), 'force');
    client.error('a request failed', new ResponseError(-32603));
    expect(said.map((args) => (args as unknown[])[2])).toEqual([false, 'force', undefined]);
    await client.start();
    failing = new Error('no program');
    await expect(client.start()).rejects.toThrow('no program');
});
