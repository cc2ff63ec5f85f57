import type { Day } from '../syntax/values.ts';
import type { Memo } from './memo.ts';
import type { Question } from './question.ts';
import { Rows } from './rows.ts';

/**
 * What somebody finds out about some things on the way to an answer and keeps to himself: the answer takes over what all of that rests on in
 * the end, and nothing of the way is kept by the engine but what others rest on, too. It lasts until anything is stated anew or let go of.
 */
export class Aside {
    private readonly mayOwn: (about: string) => boolean;
    /** What somebody asked about last, and whether it is kept here: much is asked about one thing in a row. */
    private lastAbout: string | undefined;
    private isLastOwn = false;
    /** The answers, all for one date and as of one revision. */
    readonly answers = new Rows<Question<unknown>, Memo<unknown>>();
    private as: { readonly revision: number; readonly date: Day } = { revision: 0, date: Number.NaN };

    /** @param isOwn of what answers are kept here: those about anything else are as good as asked for by others */
    constructor(isOwn: (about: string) => boolean) {
        this.mayOwn = isOwn;
    }

    /** Whether something is among what is kept here. */
    isOwn(about: string): boolean {
        if (about !== this.lastAbout) {
            this.lastAbout = about;
            this.isLastOwn = this.mayOwn(about);
        }
        return this.isLastOwn;
    }

    /** Only what is still right stays. */
    keepAsOf(revision: number, date: Day): void {
        if (revision === this.as.revision && date === this.as.date) return;
        this.as = { revision, date };
        this.forget();
    }

    /** Whoever asks again has it found out anew. */
    forget(): void {
        this.answers.clear();
    }

    /** Answers that are given at once stop a change, whoever asks; unless they are read off another one. */
    takes(question: Question<unknown>, about: string): boolean {
        return (!question.atOnce || question.slight === true) && this.isOwn(about);
    }
}

/**
 * What is found out on the way to what indexes list declarations under, and let go of when they are up to date: of these answers alone it is kept what they
 * rest on. Nothing that they may ask for becomes another meanwhile.
 */
export class OnTheWay extends Aside {
    override keepAsOf(): void {}

    override takes(_: Question<unknown>, about: string): boolean {
        return this.isOwn(about);
    }
}
