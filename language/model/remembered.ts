import type { Ask } from './ask.ts';
import type { Question } from './question.ts';
import { alike } from './sameness.ts';

/**
 * A function of one declaration at the date whose answer the engine keeps with all that it rests on: whoever asks again looks once
 * instead of at all of that.
 *
 * @param name as `restsOn` shows it
 */
export function remembered<R>(name: string, answer: (ask: Ask, about: string) => R): (ask: Ask, about: string) => R {
    const question: Question<R> = { name, dated: true, same: alike, answer };
    return (ask, about) => ask.of(question, about);
}
