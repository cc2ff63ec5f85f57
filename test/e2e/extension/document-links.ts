import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demandOne, emc2, type FeatureChecks, open } from './asking.ts';

export const documentLinksChecks: FeatureChecks = {
    'an import and a cited norm are links': async () => {
        const document = await open(emc2);
        const links = await until('the links', async () => {
            // Where a norm is published is told when a link is asked about in full.
            const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri, 100);
            return found.length > 1 && found;
        });
        const led = links.map(({ range, target }) => `${document.getText(range)} → ${target?.path.split('/').at(-1)} ${target?.scheme}`);
        demandOne(led, './parties.terroir → parties.terroir');
        demandOne(
            links.map(({ range, target }) => `${document.getText(range)} → ${target}`),
            'lil-66 → https:',
        );
    },
};
