import { type Id, idOf, nameOf } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { inTurn, type Value } from '../syntax/message.ts';
import type { Ask } from './ask.ts';
import { ambientCell, called, header, outlineCell } from './declarations.ts';
import { whatIs } from './library.ts';
import { apart, joined, type Question } from './question.ts';
import { alike } from './sameness.ts';

/** The terms of a vocabulary of the library, in the order of its text. */
const termsOf: Question<readonly Id[]> = {
    name: 'terms of the library',
    dated: false,
    same: alike,
    answer: (ask, vocabulary) =>
        ask
            .read(ambientCell, '')
            .flatMap((path) => [...(ask.read(outlineCell, path)?.terms.get(vocabulary) ?? [])].map((name) => idOf(path, `${vocabulary}.${name}`))),
};

export const libraryTerms = (ask: Ask, vocabulary: string): readonly Id[] => ask.of(termsOf, vocabulary);

const thatAre: Question<readonly Id[]> = {
    name: 'terms of the library that are another',
    dated: false,
    same: alike,
    answer: (ask, about) => {
        const [vocabulary = '', mark] = apart(about);
        return libraryTerms(ask, vocabulary).filter((id) => header<ast.Term>(ask, id).is?.some((wider) => nameOf(wider) === mark));
    },
};

/** Those of them that by themselves are another term or bear a mark, such as `activity.hds` or `trait.processor-clause`. */
export const termsThatAre = (ask: Ask, vocabulary: string, mark: `${string}.${string}`): readonly Id[] => ask.of(thatAre, joined(vocabulary, mark));

/**
 * Of the clauses that a norm asks for as a set, those that are not among some others. A term of a spec stands for the one of the
 * library that it is, and adds nothing to what is asked for.
 *
 * @param mark what the clauses of the set bear, such as `trait.processor-clause`
 */
export function missingClauses(ask: Ask, stated: readonly Id[], mark: `trait.${string}`): readonly Id[] {
    const had = new Set(stated.flatMap((one) => [...whatIs(ask, one)]));
    return termsThatAre(ask, 'clause', mark).filter((clause) => !had.has(nameOf(clause)));
}

/** Some declarations by what they are called, between semicolons: the labels of clauses and norms have commas of their own. */
export const inSeries = (ask: Ask, ids: readonly Id[]): Value => inTurn(ids.map((id) => called(ask, id)));
