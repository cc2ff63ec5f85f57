import type { Connection, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../../server/lsp/protocol.ts';
import { Reports } from '../../server/lsp/reports.ts';
import { Session } from '../../server/lsp/session.ts';
import { readWishes } from '../../server/lsp/wishes.ts';
import { able, folder, hostOf } from './lsp-session.ts';

/**
 * What an editor would be shown of some texts if they had always been what they are: a judgement from nothing, by no server and over no
 * connection. By address; only what there is something to say of.
 */
export async function judgedAnew(
    disk: ReadonlyMap<string, string>,
    open: ReadonlyMap<string, string>,
    options: InitializationOptions,
): Promise<Map<string, readonly Diagnostic[]>> {
    const faults: string[] = [];
    const nobody = { console: { error: (fault: string) => void faults.push(fault) }, sendNotification: async () => {}, sendRequest: async () => {} };
    const session = new Session(nobody as unknown as Connection, hostOf(new Map(disk)));
    const params = { processId: null, rootUri: null, workspaceFolders: [{ uri: folder, name: 'specs' }], initializationOptions: options, locale: 'en' };
    readWishes(session, { ...params, capabilities: able });
    await session.configure();
    for (const [uri, text] of open) session.edited(TextDocument.create(uri, 'terroir', 1, text));
    await session.scan([folder]);
    await session.follow();
    session.refreshing.stop();
    const reports = new Reports(session);
    const found = new Map<string, readonly Diagnostic[]>();
    for (const path of session.reported()) {
        const { items } = reports.on(path);
        if (items.length > 0) found.set(session.uriOf(path) ?? path, items);
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return found;
}
