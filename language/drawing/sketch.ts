import type { Finding } from '../judging/judge.ts';
import type { Ask } from '../model/ask.ts';
import { statementAt } from '../model/declarations.ts';
import type { Place } from '../model/facts.ts';
import type { Id } from '../names/outline.ts';
import type { Message } from '../syntax/message.ts';
import { isWithin, type Mark, worst } from './scope.ts';

export type ThingKind = 'contract' | 'dataset' | 'service' | 'organisation' | 'place';

/** Something that is drawn as a card. */
export interface Thing {
    readonly id: Id;
    readonly kind: ThingKind;
    readonly name: Message;
    /** What is known of it in a few words each. */
    readonly lines: readonly Message[];
    readonly at: Place;
    /** Of a place: how it stands to the European Economic Area. */
    readonly stands?: 'inside' | 'adequate' | 'outside';
    /** Of a place: the access laws that get hold of somebody, or of data, there. */
    readonly laws: readonly Marked<{ readonly id: Id; readonly name: Message; readonly at: Place }>[];
}

/** What statements say of two things, drawn as an arrow in the direction in which they are read: `service … by …`. */
export interface Tie {
    readonly from: Id;
    readonly to: Id;
    readonly manner: Manner;
    readonly says: readonly Message[];
    /** The statements, or the parts of them, that it stands for. */
    readonly at: readonly Place[];
}

export type Manner =
    | 'hosts'
    | 'is controller of'
    | 'is processed by'
    | 'is run by'
    | 'rests on'
    | 'lies in'
    | 'lets work'
    | 'is read by'
    | 'discloses to'
    | 'is opened by'
    | 'uses technology of'
    | 'is held by'
    | 'is at home in';

/** With the findings whose proof leads through it, as numbers of the picture's list. */
export type Marked<T> = T & { readonly mark: Mark | undefined; readonly findings: readonly number[] };

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A picture while it is drawn: things, and ties between things that are there. */
export class Sketch {
    readonly things = new Map<Id, Omit<Thing, 'laws'>>();
    readonly ties: Open<Tie>[] = [];
    private readonly lawsOf = new Map<Id, Map<Id, Message>>();
    private readonly byEnds = new Map<string, Open<Tie>>();

    /** Draws a thing; whether it is new. */
    draw(id: Id, thing: () => Omit<Thing, 'id' | 'at' | 'laws'>): boolean {
        if (this.things.has(id)) return false;
        this.things.set(id, { ...thing(), id, at: { id, path: 'name' } });
        return true;
    }

    /** Ties two things. What several statements say of the same two in the same manner is one arrow. */
    tie(from: Id, manner: Manner, to: Id, say: Message | undefined, at: Place): void {
        const key = JSON.stringify([from, manner, to]);
        const found = this.byEnds.get(key);
        if (!found) {
            const tie: Open<Tie> = { from, to, manner, says: say ? [say] : [], at: [at] };
            this.byEnds.set(key, tie);
            this.ties.push(tie);
        } else if (!found.at.some((other) => other.id === at.id && other.path === at.path)) {
            found.at = [...found.at, at];
            if (say) found.says = [...found.says, say];
        }
    }

    law(place: Id, law: Id, name: Message): void {
        const laws = this.lawsOf.get(place) ?? new Map<Id, Message>();
        this.lawsOf.set(place, laws.set(law, name));
    }

    /** The things and ties, each with the findings whose proof leads through it. */
    marked(ask: Ask, findings: readonly Finding[]): { readonly things: readonly Marked<Thing>[]; readonly ties: readonly Marked<Tie>[] } {
        const touched = findings.map((finding) => this.touchedBy(ask, finding));
        const mark = <T>(one: T, isIn: (touch: Touch) => boolean): Marked<T> => {
            const numbers = touched.flatMap((touch, i) => (isIn(touch) ? [i] : []));
            return { ...one, mark: worst(numbers.map((i) => findings[i] as Finding)), findings: numbers };
        };
        return {
            things: [...this.things.values()].map((thing) => {
                const laws = [...(this.lawsOf.get(thing.id) ?? [])].map(([id, name]) =>
                    mark({ id, name, at: { id, path: 'name' } }, ({ laws }) => laws.has(id)),
                );
                return mark({ ...thing, laws }, ({ things }) => things.has(thing.id));
            }),
            ties: this.ties.map((tie) => mark(tie, ({ ties }) => ties.has(tie))),
        };
    }

    /** What the proof of a finding leads through. */
    touchedBy(ask: Ask, { path }: Finding): Touch {
        const things = new Set<Id>();
        const laws = new Set<Id>();
        const stated: (readonly Open<Tie>[])[] = [];
        for (const { at } of path) {
            const ties = this.tiesAt(ask, at);
            if (ties.length > 0) stated.push(ties);
            else if (this.things.has(at.id)) things.add(at.id);
            else if ([...this.lawsOf.values()].some((laws) => laws.has(at.id))) laws.add(at.id);
        }
        // One statement may stand for several ties: those count that another step of the proof leads to, if there are such.
        const named = new Set(things);
        const ties = new Set(
            stated.flatMap((found) => {
                const narrower = found.filter(({ from, to }) => named.has(from) || named.has(to));
                return narrower.length > 0 ? narrower : found;
            }),
        );
        for (const { from, to } of ties) things.add(from).add(to);
        // A proof may say of whoever runs a service what that one is, without saying again that he runs it.
        for (const tie of this.ties) if (tie.manner === 'is run by' && things.has(tie.from) && things.has(tie.to)) ties.add(tie);
        return { things, laws, ties };
    }

    private tiesAt(ask: Ask, at: Place): readonly Open<Tie>[] {
        const found = this.ties.filter((tie) => tie.at.some((one) => isWithin(at, one) || isWithin(one, at)));
        const statement = statementAt(ask, at);
        return found.length > 0 || !statement || statement.path === at.path ? found : this.ties.filter((tie) => tie.at.some((one) => isWithin(one, statement)));
    }
}

export interface Touch {
    readonly things: ReadonlySet<Id>;
    readonly laws: ReadonlySet<Id>;
    readonly ties: ReadonlySet<Tie>;
}
