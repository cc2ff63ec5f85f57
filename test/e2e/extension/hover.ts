import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, emc2, type FeatureChecks, open, texts } from './asking.ts';

const hovering = (document: vscode.TextDocument, place: vscode.Position, text: string) =>
    until(`a hover that tells “${text}”`, async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place);
        return hovers.some((hover) => texts(hover.contents).includes(text));
    });

export const hoverChecks: FeatureChecks = {
    'hovering a contract tells what it is': async () => {
        const document = await open(emc2);
        await hovering(document, at(document, 'EMC2Hosting'), 'Hosting of the EMC2 warehouse');
    },

    'hovering a value tells what follows from it, and hovering a word what it says': async () => {
        const document = await open(emc2);
        await hovering(document, at(document, '3 years', 'term '), 'the last day of its term is 2026-12-20');
        await hovering(document, at(document, '2020-04-15', 'signed '), 'Wednesday, 2413 days before the date of judgement');
        await hovering(document, at(document, 'beneficiary'), 'For whom the data are hosted.');
    },
};
