import { Ask } from '../../language/model/ask.ts';
import { Engine } from '../../language/model/engine.ts';

/*
 * Work, counted where it is done. The engine itself counts the questions that it answers; who looks at how many others while he answers
 * one is counted here, so that the engine need not.
 */

interface Answering {
    answer(memo: { readonly question: { readonly name: string }; readonly about: string }): void;
}

/** Every look that is taken at an answer, and every answer that is worked out, while something is done. */
export function counted(work: () => void): number {
    let looks = 0;
    const looking = Ask.prototype as unknown as Record<'of' | 'ahead' | 'isAtHand' | 'read', (...about: unknown[]) => unknown>;
    const before = { of: looking.of, ahead: looking.ahead, isAtHand: looking.isAtHand, read: looking.read };
    for (const way of ['of', 'ahead', 'isAtHand', 'read'] as const) {
        looking[way] = function (this: Ask, ...about: unknown[]) {
            looks++;
            return before[way].apply(this, about);
        };
    }
    try {
        work();
    } finally {
        Object.assign(looking, before);
    }
    return looks;
}

/** The questions that are answered while something is done, with what they are about. */
export function watched(work: () => void): readonly string[] {
    const answered: string[] = [];
    const engine = Engine.prototype as unknown as Answering;
    const { answer } = engine;
    engine.answer = function (this: Answering, memo) {
        answered.push(`${memo.question.name} ${memo.about}`);
        answer.call(this, memo);
    };
    try {
        work();
    } finally {
        engine.answer = answer;
    }
    return answered;
}
