import { closest, distance } from 'fastest-levenshtein';
import { type Message, text } from '../../language/index.ts';

/** A complaint about a word, with the word that was probably meant: of a short one at most half is written otherwise, else any two are alike. */
export function unknownWord(complaint: Message, written: string, words: readonly string[]): Message {
    const guess = words.length > 0 ? closest(written, [...words]) : '';
    const { length } = guess;
    if (length === 0 || distance(written, guess) > Math.min(Math.max(2, Math.floor(length / 3)), Math.floor(length / 2))) return complaint;
    return text('{complaint} Did you mean {guess}?', { complaint, guess });
}
