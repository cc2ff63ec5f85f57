import type { AstNode, Reference } from 'langium';
import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import type { Message } from '../syntax/message.ts';
import type { Day, Decimal, Duration, Money } from '../syntax/values.ts';

/** A place in a spec that survives edits elsewhere: a declaration and the path of a part in it (`facts.2.owner`). Hosts turn it into offsets. */
export interface Place {
    readonly id: Id;
    readonly path: string;
}

/**
 * A statement that would settle an unknown, with holes for what is not known: `seat {jurisdiction}`. A hole is named after the
 * kind of declaration or value that fills it, or after the vocabulary that its term is of.
 */
export interface Settle {
    /** The declaration that it belongs to. */
    readonly in: Id;
    readonly write: string;
    /** The fact that it continues; it is one of its own where none is given. */
    readonly behind?: Place;
    /** The block of the declaration that it belongs into, such as a transfer. */
    readonly within?: Place;
}

/** What is not stated, and on which it turns whether a rule applies at all. */
export interface Open {
    readonly say: Message;
    readonly settle: Settle;
}

/** Where a claim comes from. A fact with a source is evidenced, one without is asserted. */
export interface Evidence {
    readonly text: string;
    readonly url: string | undefined;
    readonly on: Day | undefined;
}

type Scalar = {
    Day: Day;
    Duration: Duration;
    Share: Decimal;
    Money: Money;
    Count: Decimal;
    Source: Evidence;
};

type FactValue<V> = V extends Reference
    ? Id
    : V extends readonly (infer E)[]
      ? readonly FactValue<E>[]
      : V extends AstNode
        ? V['$type'] extends keyof Scalar
            ? Scalar[V['$type']]
            : FactOf<V>
        : V;

/** A statement of a spec with its names resolved and its values read. What the grammar requires is there. */
export type FactOf<T extends AstNode> = T extends AstNode
    ? { readonly kind: T['$type']; readonly at: Place } & {
          readonly [K in keyof T as K extends `$${string}` ? never : K]: FactValue<T[K]>;
      }
    : never;

export type FactKind = Exclude<keyof ast.TerroirAstType, keyof Scalar | 'Spec' | 'Import' | 'DurationPart'>;

export type Fact<K extends FactKind = FactKind> = FactOf<ast.TerroirAstType[K]>;

/** A fact of any kind, as code sees it that treats all alike. */
export interface AnyFact {
    readonly kind: string;
    readonly at: Place;
    readonly from?: Day;
    readonly until?: Day;
    readonly sources?: readonly Evidence[];
    readonly [part: string]: unknown;
}
