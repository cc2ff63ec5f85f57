import * as vscode from 'vscode';
import { until } from '../until.ts';
import { codes, demand, emc2, type FeatureChecks, open } from './asking.ts';

/** What is offered at a place, in the order in which the editor shows it, once it is something that satisfies. */
const offered = (what: string, { uri }: vscode.TextDocument, place: vscode.Position, satisfies: (items: readonly vscode.CompletionItem[]) => boolean) =>
    until(what, async () => {
        // Some are asked about in full, with their documentation.
        const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, place, undefined, 5);
        const sorted = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
        return satisfies(sorted) && sorted;
    });

const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? label : label.label);
const descriptionOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? '' : (label.description ?? ''));

export const completionChecks: FeatureChecks = {
    'terms are proposed after `category`': async () => {
        const document = await open(emc2);
        const place = document.positionAt(document.getText().indexOf('category health') + 'category '.length);
        await offered('the term genetic', document, place, (items) => items.some((item) => labelOf(item) === 'genetic'));
    },

    'what rules ask for is offered first, with the rule': async () => {
        const document = await open(emc2);
        const place = document.positionAt(document.getText().indexOf('    signed 2020-04-15') + '    '.length);
        const items = await offered('statements of a contract', document, place, ([first]) => first !== undefined && descriptionOf(first) !== '');
        const asked = items.filter((item) => descriptionOf(item).startsWith('asked for by '));
        demand(
            asked.some((item) => labelOf(item) === 'clauses'),
            `clauses are not asked for: ${asked.map(labelOf).join(', ')}`,
        );
        demand(
            asked.every((item, i) => item === items[i]),
            `something stands between: ${items.slice(0, asked.length).map(labelOf).join(', ')}`,
        );
    },

    'a whole contract is written with one choice, and its places filled in': async () => {
        const document = await vscode.workspace.openTextDocument({ language: 'terroir', content: 'con' });
        const editor = await vscode.window.showTextDocument(document);
        const items = await offered('a whole contract', document, new vscode.Position(0, 3), (all) =>
            all.some((item) => labelOf(item) === 'contract · hosting'),
        );
        const hosting = items.find((item) => labelOf(item) === 'contract · hosting');
        demand(hosting?.insertText instanceof vscode.SnippetString, 'it is no snippet');
        await editor.insertSnippet(hosting.insertText, new vscode.Range(0, 0, 0, 3));
        await vscode.commands.executeCommand('type', { text: 'Hosting' });
        demand(document.getText().startsWith('contract Hosting "full name" {\n    controller Party\n'), `this was written: ${document.getText()}`);
        // The names in it are nobody's yet; nothing else is wrong.
        await until('its findings', () => codes(document.uri).includes('names/unknown'));
        demand(!codes(document.uri).some((code) => code.startsWith('syntax/')), codes(document.uri).join(', '));
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
};
