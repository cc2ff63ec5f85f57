import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

const references = (document: vscode.TextDocument, place: vscode.Position): Promise<string[]> =>
    until('references', async () => {
        const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, place);
        return found.length > 0 && found.map(({ uri, range }) => `${uri.path.split('/').at(-1)}:${range.start.line + 1}`);
    });

export const referencesChecks: FeatureChecks = {
    'the references of a party are in both files': async () => {
        const document = await open(emc2);
        const found = await references(document, at(document, 'MicrosoftIreland', 'leave '));
        demand(
            ['emc2.terroir', 'parties.terroir'].every((name) => found.some((one) => one.startsWith(name))),
            found.join(),
        );
    },

    'those of an import are the imports of the file': async () => {
        const document = await open(emc2);
        const found = await references(document, at(document, 'parties.terroir'));
        demand(found.includes('emc2.terroir:1'), found.join());
    },
};
