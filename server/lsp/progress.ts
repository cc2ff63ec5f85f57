import type { WorkDoneProgressReporter } from 'vscode-languageserver';
import { text } from '../../language/index.ts';
import type { Session } from './session.ts';

/** So few specs are read before anybody could see that they are being read. */
const few = 20;

/**
 * Shows how far the reading of the workspace has come, in an editor that can show it. It cannot be stopped there: of half a workspace
 * nothing true can be said.
 */
export class Progress {
    private readonly session: Session;
    /** What the editor shows; nothing if it would not. */
    private shown: Promise<WorkDoneProgressReporter | undefined> = Promise.resolve(undefined);
    private begun = false;

    constructor(session: Session) {
        this.session = session;
    }

    /** So many specs have been read. The reading goes on whether or not the editor has said that it will show it. */
    reading(read: number, all: number): void {
        if (all <= few) return;
        if (!this.begun) this.shown = this.begin();
        this.begun = true;
        void this.shown.then((progress) => progress?.report((100 * read) / all, this.session.say(text('{read} of {all} files', { read, all }))));
    }

    /** The workspace has been read, or as much of it as could be. */
    haveRead(): void {
        if (this.begun) void this.shown.then((progress) => progress?.done());
        this.begun = false;
    }

    private async begin(): Promise<WorkDoneProgressReporter | undefined> {
        try {
            const progress = await this.session.connection.window.createWorkDoneProgress();
            progress.begin(this.session.say(text('Terroir reads the specs')), 0);
            return progress;
        } catch (error) {
            this.session.fault('window/workDoneProgress/create', error);
            return undefined;
        }
    }
}
