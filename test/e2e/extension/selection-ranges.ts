import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

export const selectionRangesChecks: FeatureChecks = {
    'a selection grows from a word to the fact, the block and the declaration': async () => {
        const document = await open(emc2);
        const place = at(document, 'health', 'category ');
        const found = await until('selections', async () => {
            const [innermost] =
                (await vscode.commands.executeCommand<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', document.uri, [place])) ?? [];
            const texts: string[] = [];
            for (let one = innermost; one; one = one.parent as vscode.SelectionRange) texts.push(document.getText(one.range));
            return texts.includes('category health') && texts;
        });
        demand(found.includes('health'), `the word is not among ${JSON.stringify(found)}`);
        demand(
            found.some((text) => text.startsWith('dataset EMC2') && text.endsWith('}')),
            'the declaration is not there',
        );
        demand(
            found.some((text) => text.startsWith('/** Health data of French patients')),
            'its comment is not there',
        );
    },
};
