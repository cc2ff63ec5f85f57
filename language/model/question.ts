import type { Ask } from './ask.ts';

/**
 * The one idea of Terroir: whoever asks is recorded with what the answer rested on. From that record come what must be
 * asked again after an edit (and nothing else), until which day an answer holds, and whether it rests on broken text.
 *
 * A `Cell` is what a host states, a `Question` what follows from cells and other questions.
 */
export interface Question<R> {
    readonly name: string;
    /** Dated questions may be answered differently on another day; the others never look at periods. */
    readonly dated: boolean;
    readonly answer: (ask: Ask, about: string) => R;
    /**
     * An overview of many declarations: one of them being broken makes it no less sound, since whoever relies on that one reads
     * it again.
     */
    readonly overview?: true;
    /**
     * It is answered again as soon as somebody asks anything after a change, and marks what rests on it only if the answer is another
     * one: for what many rest on, each on a part. It rests on cells and on other such questions alone.
     */
    readonly atOnce?: true;
    /**
     * It rests on cells alone, is answered at once, and before any other that is: only then what rests on it is marked. For what stands before very many
     * answers and mostly holds a change back.
     */
    readonly foremost?: true;
    /** It is read off another answer as quickly as looked up: where nobody keeps track it is not kept. */
    readonly slight?: true;
    /**
     * It says what texts say in other words. The answer may be let go of with what was read of the text, once others than such as are answered at
     * once rest on it, and is worked out again when somebody wants it; a change is not stopped by it then.
     */
    readonly retold?: true;
    /** It is about where texts stand, not about what they say. */
    readonly positional?: true;
    /**
     * Whether two answers are the same for everyone who asked.
     *
     * @param about what they are about
     * @param get what a cell says now, not recorded: for whoever is asked again in any case where it says something else that matters to him
     */
    readonly same: (before: R, now: R, about: string, get: <V>(cell: Cell<V>, about: string) => V) => boolean;
    /** Of two answers that are the same for everyone who asked until now the new one is kept: it may be another for who asks next. */
    readonly newest?: true;
    /** A new answer with those parts of the one before that are the same, so that whoever holds them sees one and the same object. */
    readonly withPartsOf?: (before: R, now: R) => R;
}

/** A kind of input. */
export interface Cell<V> {
    readonly name: string;
    readonly none: V;
    /** It says where texts stand, not what they say: another value is no other fact. */
    readonly positional?: true;
    readonly same: (a: V, b: V) => boolean;
}

/**
 * Declarations by what they state, so that nobody has to search for those that name him. Whoever looks up a key rests on who is listed
 * under it, and on nothing else.
 */
export interface Index {
    readonly name: string;
    /** The kinds of declaration that are listed. */
    readonly kinds: readonly string[];
    /** The keys of one, whatever the date. Like a question that is answered at once it rests on cells and on such questions alone. */
    readonly keys: (ask: Ask, member: string) => Iterable<string>;
}

/** What a question is about that is about several things. Nothing holds the character between them; files do have names with blanks. */
export const joined = (...things: readonly string[]): string => things.join('\0');

/** The things that a question is about. */
export const apart = (about: string): readonly string[] => about.split('\0');
