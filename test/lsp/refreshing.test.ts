import { beforeEach, expect, test, vi } from 'vitest';
import { Refreshing } from '../../server/lsp/refreshing.ts';

const able = {
    capabilities: { workspace: { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true }, semanticTokens: { refreshSupport: false } } },
};
const offered = { codeLensProvider: {}, inlayHintProvider: true, semanticTokensProvider: { legend: { tokenTypes: [], tokenModifiers: [] } } };

let asked: string[];
let said: string[];
let told: string[];
let refreshing: Refreshing;
beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    said = [];
    told = [];
    const sendNotification = async (method: string) => void told.push(method);
    const sendRequest = (method: string) => {
        asked.push(method);
        return method.includes('codeLens') ? Promise.reject(new Error('no lenses here')) : Promise.resolve();
    };
    refreshing = new Refreshing({ sendRequest, sendNotification, console: { error: (message: string) => said.push(message) } } as never);
    return () => vi.useRealTimers();
});

test('only what the editor can ask for again and the server offers', () => {
    refreshing.agree(able, { inlayHintProvider: true, diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } });
    refreshing.soon();
    vi.runAllTimers();
    expect(asked).toEqual(['workspace/inlayHint/refresh']);
});

test('an editor that cannot be told is not told', () => {
    refreshing.agree({ capabilities: {} }, offered);
    refreshing.soon();
    vi.runAllTimers();
    expect(asked).toEqual([]);
});

test('many changes at once are told once, a refusal is logged and the rest goes on', async () => {
    refreshing.agree(able, offered);
    for (let i = 0; i < 5; i++) refreshing.soon();
    expect(asked).toEqual([]);
    await vi.runAllTimersAsync();
    expect(asked).toEqual(['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']);
    expect(said).toEqual(['workspace/codeLens/refresh: no lenses here']);
    refreshing.soon();
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(4);
});

test('an editor that leaves is asked nothing more', () => {
    refreshing.agree(able, offered);
    refreshing.soon();
    refreshing.stop();
    refreshing.soon();
    vi.runAllTimers();
    expect(asked).toEqual([]);
});

test('that an editor refuses while it leaves is not logged', async () => {
    refreshing.agree(able, offered);
    refreshing.soon();
    vi.runAllTimers();
    refreshing.stop();
    await vi.runAllTimersAsync();
    expect([asked.length, said]).toEqual([2, []]);
});

test('an editor that shows views hears of every change, of one that means nothing, too', () => {
    refreshing.agree({ ...able, initializationOptions: { terroirViews: true } }, offered);
    refreshing.moved();
    refreshing.moved();
    vi.runAllTimers();
    expect([told, asked]).toEqual([['terroir/changed'], []]);
    refreshing.soon();
    refreshing.moved();
    vi.runAllTimers();
    expect(told).toHaveLength(2);
    expect(asked).toEqual(['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']);
    // What was asked for again is not asked for once more.
    refreshing.moved();
    vi.runAllTimers();
    expect([told.length, asked.length]).toEqual([3, 2]);
});

test('an editor without views hears nothing of them', () => {
    refreshing.agree(able, offered);
    refreshing.moved();
    refreshing.soon();
    vi.runAllTimers();
    expect(told).toEqual([]);
});

test('diagnostics are asked for again at once, of an editor that can be told and stays', () => {
    const diagnosticProvider = { interFileDependencies: true, workspaceDiagnostics: true };
    refreshing.agree(able, { diagnosticProvider });
    refreshing.diagnostics();
    expect(asked).toEqual([]);
    refreshing.agree({ capabilities: { workspace: { diagnostics: { refreshSupport: true } } } }, { diagnosticProvider });
    // What they are of has not been judged yet.
    refreshing.soon();
    vi.runAllTimers();
    expect(asked).toEqual([]);
    refreshing.diagnostics();
    expect(asked).toEqual(['workspace/diagnostic/refresh']);
    refreshing.stop();
    refreshing.diagnostics();
    expect(asked).toHaveLength(1);
});
