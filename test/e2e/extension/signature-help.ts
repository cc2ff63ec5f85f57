import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, emc2, type FeatureChecks, open } from './asking.ts';

export const signatureHelpChecks: FeatureChecks = {
    'how a statement is written is told, and which part of it stands at the cursor': async () => {
        const document = await open(emc2);
        const place = document.positionAt(document.getText().indexOf('since 2020-11-19') + 2);
        const help = await until('the form', async () =>
            vscode.commands.executeCommand<vscode.SignatureHelp | undefined>('vscode.executeSignatureHelpProvider', document.uri, place),
        );
        const [form] = help.signatures;
        demand(form, 'there is no form');
        demand(form.label.startsWith('transitional [at most ‹duration› [since ‹date›]]'), `the form is ${form.label}`);
        const part = form.parameters[form.activeParameter ?? help.activeParameter]?.label;
        const said = Array.isArray(part) ? form.label.slice(part[0], part[1]) : part;
        demand(said === 'since ‹date›', `the part is ${said}`);
    },
};
