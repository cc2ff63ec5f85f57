import { type Ask, formatDay, formatDecimal, type Id, type Stated, statedIn } from '../../../language/index.ts';
import { placeIn, type Range, type Run, type Texts } from '../report.ts';
import { toolVersion } from '../version.ts';

/** What specs state, as plain data. docs/facts.schema.json describes it; the order of the keys is that of the interfaces. */
export interface Facts {
    readonly schemaVersion: 1;
    readonly tool: { readonly name: 'terroir'; readonly version: string };
    /** The day for which it is said whether a statement is in force. */
    readonly asOf: string;
    readonly declarations: readonly StatedDeclaration[];
}

export interface StatedDeclaration {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly label: string | null;
    readonly file: string;
    readonly range: Range;
    /** What its first line says beside its name: the operator of a service, the place of a transfer. */
    readonly head: Readonly<Record<string, Value>>;
    readonly statements: readonly Statement[];
    /** Sources that speak for all of it. */
    readonly sources: readonly Value[];
}

export interface Statement {
    readonly statement: string;
    readonly range: Range;
    readonly inForce: boolean;
    readonly [part: string]: Value | Range;
}

type Value = string | boolean | null | readonly Value[] | { readonly [part: string]: Value | number | Range };

export function factsOf({ workspace, judgements, date }: Run, ask: Ask, texts: Texts): Facts {
    const ids = judgements.flatMap(({ path }) => workspace.files.get(path)?.ids ?? []);
    return {
        schemaVersion: 1,
        tool: { name: 'terroir', version: toolVersion() },
        asOf: formatDay(date),
        declarations: ids.flatMap((id) => {
            const stated = statedIn(ask, id);
            return stated ? [declared(id, stated)] : [];
        }),
    };

    function declared(id: Id, { kind, name, label, header, facts, sources }: Stated): StatedDeclaration {
        return {
            id,
            kind,
            name,
            label: label ?? null,
            ...placeIn(workspace, texts, { id, path: 'name' }),
            head: partsOf(header),
            statements: facts.map(statement),
            sources: sources.map(toValue),
        };
    }

    function statement(fact: Stated['facts'][number]): Statement {
        const isOn = (fact.from === undefined || fact.from <= date) && (fact.until === undefined || fact.until >= date);
        return { statement: fact.kind, range: placeIn(workspace, texts, fact.at).range, inForce: isOn, ...partsOf(fact) };
    }

    function partsOf(fact: object): Record<string, Value> {
        const parts = Object.entries(fact).filter(([name, value]) => name !== 'kind' && name !== 'at' && value !== undefined);
        return Object.fromEntries(parts.filter(([, value]) => !Array.isArray(value) || value.length > 0).map(([name, value]) => [name, toValue(value)]));
    }

    /** Of numbers there are days only: what is counted or paid is written as it was, exactly. */
    function toValue(value: unknown): Value {
        if (Array.isArray(value)) return value.map(toValue);
        if (typeof value === 'number') return formatDay(value);
        if (typeof value === 'string') return workspace.node(value) ? { ref: value } : value;
        if (typeof value !== 'object' || value === null) return value as boolean;
        if ('digits' in value) return formatDecimal(value as Parameters<typeof formatDecimal>[0]);
        if ('workingDays' in value) return Object.fromEntries(Object.entries(value as Record<string, number>).filter(([, n]) => n !== 0));
        if ('kind' in value) return { statement: String(value.kind), ...partsOf(value) };
        return partsOf(value);
    }
}
