import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

export const semanticTokensChecks: FeatureChecks = {
    'names have the colours of what they mean': async () => {
        const document = await open(emc2);
        const legend = await until('the legend', async () =>
            vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>('vscode.provideDocumentSemanticTokensLegend', document.uri),
        );
        const told = await until('the organisations of the other file', async () => {
            const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens', document.uri);
            const found = tokens && inWords(tokens, legend);
            return found?.has(key(at(document, 'MicrosoftIreland', 'processor '))) && found;
        });
        const typeOf = (word: string, after: string) => told.get(key(at(document, word, after)));
        const expected = {
            organisation: typeOf('MicrosoftIreland', 'processor '),
            service: typeOf('AzureFrance', 'hosts EMC2 on '),
            'dataset declaration': typeOf('EMC2', 'dataset '),
            'enumMember defaultLibrary': typeOf('health', 'category '),
            'jurisdiction defaultLibrary': typeOf('US', 'transfer to '),
        };
        for (const [wanted, found] of Object.entries(expected)) demand(found === wanted, `${wanted} was told to be ${found}`);
        demand(typeOf('category', 'dataset EMC2') === undefined, 'a word of the language was told to be a name');
    },
};

/** The place of the letter before, since `at` stands behind the first letter of a word. */
const key = ({ line, character }: vscode.Position): string => `${line}:${character - 1}`;

/** The type and modifiers of each token, by its place. */
function inWords({ data }: vscode.SemanticTokens, { tokenTypes, tokenModifiers }: vscode.SemanticTokensLegend): Map<string, string> {
    const words = new Map<string, string>();
    let [line, character] = [0, 0];
    for (let i = 0; i < data.length; i += 5) {
        const [down = 0, along = 0, , type = 0, flags = 0] = data.subarray(i, i + 5);
        line += down;
        character = down === 0 ? character + along : along;
        words.set(`${line}:${character}`, [tokenTypes[type], ...tokenModifiers.filter((_, bit) => flags & (1 << bit))].join(' '));
    }
    return words;
}
