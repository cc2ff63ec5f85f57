import * as vscode from 'vscode';
import { at, demandOne, emc2, type FeatureChecks, leadsTo, open } from './asking.ts';

export const definitionChecks: FeatureChecks = {
    'a term leads to its definition in the library, which is a spec like any other': async () => {
        const document = await open(emc2);
        demandOne(await leadsTo('Definition', document, at(document, 'health', 'category ')), '/vocabularies.terroir: health "');
    },

    'a party leads to its declaration, an import to its file': async () => {
        const document = await open(emc2);
        demandOne(await leadsTo('Definition', document, at(document, 'HDH', 'controller ')), 'emc2/parties.terroir: organisation HDH ');
        demandOne(await leadsTo('Definition', document, at(document, 'parties', 'import ')), 'emc2/parties.terroir: /** The parties of the EMC2 case');
    },

    'in the library names lead on': async () => {
        const library = await vscode.workspace.openTextDocument(vscode.Uri.parse('terroir:/vocabularies.terroir'));
        demandOne(await leadsTo('Definition', library, at(library, 'special', 'health "')), '/vocabularies.terroir: special "');
    },
};
