import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

export const callHierarchyChecks: FeatureChecks = {
    'from data the way leads to the contract, the service and whoever gets them': async () => {
        const document = await open(emc2);
        const [dataset] = await until('the dataset', async () => {
            const place = at(document, 'EMC2', 'dataset ');
            const found = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>('vscode.prepareCallHierarchy', document.uri, place);
            return found?.length > 0 && found;
        });
        let here = dataset;
        for (const name of ['EMC2Hosting', 'AzureFrance', 'MicrosoftCorporation']) {
            const calls = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', here);
            here = calls.find(({ to }) => to.name === name)?.to;
            demand(here, `${name} is not among ${calls.map(({ to }) => to.name).join()}`);
        }
        const back = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>('vscode.provideIncomingCalls', here);
        demand(
            back.some(({ from }) => from.name === 'AzureFrance'),
            back.map(({ from }) => from.name).join(),
        );
    },
};
