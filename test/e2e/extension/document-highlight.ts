import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

export const documentHighlightChecks: FeatureChecks = {
    'what is meant at the cursor is highlighted, written and read': async () => {
        const document = await open(emc2);
        const found = await until('the highlights', async () => {
            const place = at(document, 'LeaveAzure');
            const all = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>('vscode.executeDocumentHighlights', document.uri, place);
            return all?.length === 2 && all;
        });
        const kinds = found.map(({ kind }) => kind).sort();
        demand(kinds.join() === [vscode.DocumentHighlightKind.Read, vscode.DocumentHighlightKind.Write].sort().join(), `the kinds are ${kinds.join()}`);
    },
};
