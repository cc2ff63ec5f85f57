import * as vscode from 'vscode';
import { type BaseLanguageClient, CloseAction, ErrorAction, ErrorCodes, type ErrorHandler, ResponseError } from 'vscode-languageclient';

/** So often within so many milliseconds a server that ended by itself is started again. */
const most = 4;
const within = 180_000;

const lost: readonly number[] = [ErrorCodes.PendingResponseRejected, ErrorCodes.MessageWriteError];

/** Starts a server that ended by itself again, and says nothing; but not for ever, and then it says so once. */
export function restarting({ extension }: vscode.ExtensionContext): ErrorHandler {
    let ends: number[] = [];
    return {
        error: (_error, _message, count = 1) => ({ action: count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
        closed: () => {
            const now = Date.now();
            ends = [...ends.filter((end) => now - end < within), now];
            if (ends.length <= most) return { action: CloseAction.Restart, handled: true };
            // Whoever starts it by hand may have found the cause.
            ends = [];
            void tell(extension.id);
            return { action: CloseAction.DoNotRestart, handled: true };
        },
    };
}

/** Where a server ends while it starts, the client would show up to four messages each time; what is to be said is said here, and those go to the log. */
export function quieten(client: BaseLanguageClient): void {
    // What was asked of a server that has ended since, or could not be asked any more.
    const isLost = (error: unknown) => error instanceof ResponseError && lost.includes(error.code);
    const [say, start] = [client.error.bind(client), client.start.bind(client)];
    client.error = (message, data, show) => say(message, data, !isLost(data) && show);
    client.start = () => start().catch((error) => (isLost(error) ? undefined : Promise.reject(error)));
}

async function tell(extensionId: string): Promise<void> {
    const doing = new Map([
        [vscode.l10n.t('Show the log'), () => vscode.commands.executeCommand('terroir.showLog')],
        [vscode.l10n.t('Restart'), () => vscode.commands.executeCommand('terroir.restart')],
        [vscode.l10n.t('Report an issue'), () => vscode.commands.executeCommand('workbench.action.openIssueReporter', { extensionId })],
    ]);
    const message = vscode.l10n.t('The language server of Terroir ended {n} times within three minutes and is not started again.', { n: most + 1 });
    const chosen = await vscode.window.showErrorMessage(message, ...doing.keys());
    if (chosen !== undefined) await doing.get(chosen)?.();
}
