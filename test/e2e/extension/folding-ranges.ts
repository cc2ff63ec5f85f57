import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

export const foldingRangesChecks: FeatureChecks = {
    'a block may be folded up to its brace, a doc comment as a comment': async () => {
        const text = '/**\n * The clinic.\n */\norganisation Clinic {\n    seat FR\n}\n';
        const { uri } = await vscode.workspace.openTextDocument({ language: 'terroir', content: text });
        const found = await until('folds', async () => {
            const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>('vscode.executeFoldingRangeProvider', uri);
            return ranges && ranges.length > 0 && ranges.map(({ start, end, kind }) => `${start}-${end} ${kind ?? 'block'}`).join(', ');
        });
        demand(found === `0-2 ${vscode.FoldingRangeKind.Comment}, 3-4 block`, `the folds are ${found}`);
    },

    'blocks within a contract may be folded': async () => {
        const document = await open(emc2);
        const line = at(document, 'transfer to US').line;
        await until('the fold of a transfer', async () => {
            const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>('vscode.executeFoldingRangeProvider', document.uri);
            return ranges?.some(({ start, end }) => start === line && document.lineAt(end + 1).text.trim() === '}');
        });
    },
};
