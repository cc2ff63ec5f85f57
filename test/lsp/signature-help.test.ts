import { afterEach, expect, test } from 'vitest';
import type { SignatureHelp, SignatureInformation } from 'vscode-languageserver/node';
import { able, LspSession, type Setting } from '../harness/lsp-session.ts';

let session: LspSession;
const withOffsets = {
    ...able,
    textDocument: { ...able.textDocument, signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true } } } },
};
const help = async (text: string, marked: string, setting: Setting = { capabilities: withOffsets }) => {
    session = await LspSession.start(setting);
    await session.open('x.terroir', text);
    return session.ask<SignatureHelp | null>('textDocument/signatureHelp', 'x.terroir', marked);
};
afterEach(() => session.stop());

test('how the statement at the cursor is written, what it says, and the part being written', async () => {
    const told = await help('organisation X { owned 24% by Y }\n', 'by| Y');
    expect(told?.signatures).toHaveLength(1);
    const signature = told?.signatures[0] as SignatureInformation;
    expect(signature.label).toBe('owned ‹share› [votes ‹share›] by ‹organisation› [veto] [appoints majority] [from ‹date›] [until ‹date›] [source ‹text›]');
    expect(signature.documentation).toMatchObject({ value: expect.stringContaining('A share of its capital') });
    const [start = 0, end = 0] = (signature.parameters?.[signature.activeParameter ?? 0]?.label ?? []) as number[];
    expect(signature.label.slice(start, end)).toBe('by ‹organisation›');
    expect(told?.activeParameter).toBe(signature.activeParameter);
});

test('an editor that takes no places in a form gets the words of each part', async () => {
    const told = await help('organisation X { owned 24% by Y }\n', 'by| Y', {});
    expect(told?.signatures[0]?.parameters?.map(({ label }) => label).slice(0, 3)).toEqual(['‹share›', 'votes ‹share›', 'by ‹organisation›']);
});

test('several forms while the first word leaves it open; none where there is nothing to fill in', async () => {
    const text = 'contract C {\n    term \n    purpose "x"\n}\n';
    expect((await help(text, 'term |'))?.signatures).toHaveLength(3);
    expect(await session.ask('textDocument/signatureHelp', 'x.terroir', 'contract C {|')).toBeNull();
});

test('in French', async () => {
    const told = await help('contract C {\n    renewal \n}\n', 'renewal |', { locale: 'fr' });
    expect(told?.signatures[0]?.label).toBe('renewal ‹durée› [tacit | exercised [on ‹date›]] [at most ‹nombre› times] [notice ‹durée›] [source ‹texte›]');
    expect(told?.signatures[0]?.documentation).toMatchObject({ value: expect.stringContaining('avec quel préavis') });
});
