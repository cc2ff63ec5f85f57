import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, emc2, type FeatureChecks, file, open } from './asking.ts';

export const fileMovesChecks: FeatureChecks = {
    'a spec that is moved takes its imports along, and back': async () => {
        const document = await open(emc2);
        const before = document.getText();
        for (const [from, to, written] of [
            ['emc2/parties.terroir', 'emc2/people/parties.terroir', './people/parties.terroir'],
            ['emc2/people/parties.terroir', 'emc2/parties.terroir', './parties.terroir'],
        ] as const) {
            const move = new vscode.WorkspaceEdit();
            move.renameFile(file(from), file(to));
            demand(await vscode.workspace.applyEdit(move), `${from} could not be moved`);
            await until(`the import of ${written}`, () => document.getText().includes(`import "${written}"`));
            await document.save();
        }
        demand(document.getText() === before, 'the text is not as it was');
    },
};
