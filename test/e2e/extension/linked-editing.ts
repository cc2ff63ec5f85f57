import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, type FeatureChecks } from './asking.ts';

export const linkedEditingChecks: FeatureChecks = {
    'the name of an import is edited with its uses': async () => {
        const content = 'import "./parties.terroir" as p\norganisation A { seat FR  kind company  controlled by p.B }\n';
        const { uri } = await vscode.workspace.openTextDocument({ language: 'terroir', content });
        // Of all providers this one has no command for extensions; the editor's own is asked.
        const found = await until('linked ranges', async () =>
            vscode.commands.executeCommand<{ ranges: { startLineNumber: number }[] } | undefined>(
                '_executeLinkedEditingProvider',
                uri,
                new vscode.Position(0, 30),
            ),
        );
        const lines = found.ranges.map(({ startLineNumber }) => startLineNumber).sort();
        demand(JSON.stringify(lines) === '[1,2]', `linked are ${JSON.stringify(found)}`);
    },
};
