import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { DayItem, DaysParams, DaysResult, JudgeAtParams, StatusParams } from '../server/lsp/protocol.ts';
import { days, judgeAt, status } from '../server/lsp/protocol.ts';

/** Shows what the server tells of itself: at which day everything is judged, and beside the language what came of it. */
export function showStatus(client: BaseLanguageClient): vscode.Disposable {
    const bar = vscode.window.createStatusBarItem('terroir.day', vscode.StatusBarAlignment.Right, 100);
    const server = vscode.languages.createLanguageStatusItem('terroir.server', 'terroir');
    bar.name = server.name = 'Terroir';
    bar.command = 'terroir.judgeAt';
    let day: StatusParams['day'] | undefined;
    // Another day than today's is told whatever is being looked at: it must not be forgotten.
    const showBar = () => (day && (!day.isToday || vscode.window.activeTextEditor?.document.languageId === 'terroir') ? bar.show() : bar.hide());
    client.onNotification(status, (told: StatusParams) => {
        day = told.day;
        bar.text = `$(calendar) ${day.text}`;
        bar.tooltip = day.tooltip;
        bar.backgroundColor = day.isToday ? undefined : new vscode.ThemeColor('statusBarItem.warningBackground');
        const { text, detail, busy, failed } = told.server;
        Object.assign(server, { text, detail, busy, severity: vscode.LanguageStatusSeverity[failed ? 'Error' : 'Information'] });
        server.command = failed
            ? { title: vscode.l10n.t('Show the log'), command: 'terroir.showLog' }
            : { title: vscode.l10n.t('Judge at another day'), command: 'terroir.judgeAt' };
        showBar();
    });
    return vscode.Disposable.from(bar, server, vscode.window.onDidChangeActiveTextEditor(showBar));
}

/** Has everything judged at a day that is given, as by a link, or else chosen from what the server offers. */
export async function chooseDay(client: BaseLanguageClient, { workspaceState }: vscode.ExtensionContext, given?: unknown): Promise<void> {
    const recent = workspaceState.get<readonly string[]>('recentDays', []);
    const day = typeof given === 'string' ? given : await pickDay(client, recent);
    if (day === undefined) return;
    const params: JudgeAtParams = { day };
    await client.sendRequest(judgeAt, params);
    if (day) await workspaceState.update('recentDays', [day, ...recent.filter((one) => one !== day)].slice(0, 5));
}

function pickDay(client: BaseLanguageClient, recent: readonly string[]): Promise<string | undefined> {
    const pick = vscode.window.createQuickPick<vscode.QuickPickItem & DayItem>();
    const offer = async () => {
        const params: DaysParams = { typed: pick.value, recent };
        pick.busy = true;
        const { title, placeholder, items } = await client.sendRequest<DaysResult>(days, params);
        if (params.typed === pick.value) Object.assign(pick, { title, placeholder, items, busy: false });
    };
    pick.matchOnDescription = pick.matchOnDetail = true;
    const chosen = new Promise<string | undefined>((resolve, reject) => {
        const ask = () => void offer().catch(reject);
        pick.onDidChangeValue(ask);
        // A row that only says what is wrong with what was typed is no choice.
        pick.onDidAccept(() => pick.selectedItems[0]?.day !== undefined && resolve(pick.selectedItems[0].day));
        pick.onDidHide(() => resolve(undefined));
        pick.show();
        ask();
    });
    return chosen.finally(() => pick.dispose());
}
