import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { filling, fixEdits } from '../../language/editing.ts';
import { type Day, type Finding, formatDay, type Id, Judge, nameOf, rules, type Standing, say, type Workspace } from '../../language/index.ts';
import { alike } from '../../language/model/sameness.ts';
import { corpus, reordered, type Written } from '../harness/corpus.ts';
import { fillings, withExtras } from '../harness/fillings.ts';
import { freshWorkspace, holds, parsedOnce, printed, someEdit, startingWorld } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

/*
 * What must hold of every spec, tried on each that is written down on the pages and on random ones.
 */

vi.setConfig({ testTimeout: 600_000 });

/** Every so manieth spec of the pages is tried; PROPERTY_RUNS=8 tries them all. */
const stride = Math.max(1, Math.round(8 / Number(process.env['PROPERTY_RUNS'] ?? 1)));
const some = corpus.filter((_, i) => i % stride === 0);

/** What rules come to, by rule and declaration: the verdict, and how serious each finding is. */
function verdicts(workspace: Workspace, date: Day, judge = new Judge(workspace, rules)): readonly string[] {
    return [...workspace.files.values()]
        .filter(({ path }) => !path.startsWith('terroir:'))
        .flatMap(({ ids }) => ids)
        .flatMap((id) => judge.standings(id, date))
        .map(({ rule, subject, verdict, findings }) => {
            const found = findings.map((finding) => `${finding.verdict} ${finding.severity} ${finding.waivedBy ? nameOf(finding.waivedBy) : ''}`).sort();
            return `${subject} ${rule.id}: ${verdict} ${found.join('; ')}`;
        })
        .sort();
}

/** One workspace for all: the library is read once, and the spec of the moment takes the place of the one before. */
const shared = freshWorkspace({});
const judge = new Judge(shared, rules);

function show(source: string): Workspace {
    shared.set('spec.terroir', source, parsedOnce(source));
    return shared;
}

/** A shuffle that depends on nothing but its seed. */
function shuffle(seed: number): <T>(list: readonly T[]) => readonly T[] {
    let state = seed;
    const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
    return (list) => {
        const left = [...list];
        return list.map(() => left.splice(next() % left.length, 1)[0] as (typeof left)[number]);
    };
}

test('a rule comes to the same by itself as among all, until the same day and for the same reasons', () => {
    const wrong: string[] = [];
    for (const { source, asOf, page, line } of some) {
        for (const id of show(source).files.get('spec.terroir')?.ids ?? []) {
            const among = judge.standings(id, day(asOf));
            const alone = judge.standings(id, day(asOf), new Set(rules));
            for (const [i, one] of among.entries()) if (!alike(one, alone[i])) wrong.push(`${page}:${line} ${one.rule.id} on ${nameOf(id)}`);
        }
    }
    expect(wrong).toEqual([]);
});

test('the order of declarations and facts never changes a verdict', () => {
    expect(some.length).toBeGreaterThan(200);
    const wrong: string[] = [];
    for (const [i, { source, asOf, page, line }] of some.entries()) {
        const other = reordered(source, i % 2 === 0 ? (list) => [...list].reverse() : shuffle(i));
        const before = verdicts(show(source), day(asOf), judge);
        const after = verdicts(show(other), day(asOf), judge);
        // Where a declaration says two things of which one alone can be, it is told so; which of them counts is a matter of their order.
        const torn = new Set(before.flatMap((verdict) => /^(\S+) facts\/are-consistent: violated/.exec(verdict)?.[1] ?? []));
        const changed = before.filter((verdict) => !after.includes(verdict) && !torn.has(verdict.split(' ')[0] ?? ''));
        if (changed.length > 0 || before.length !== after.length) wrong.push(`${page}:${line}\n  ${changed.join('\n  ')}\n${other}`);
    }
    expect(wrong.slice(0, 3).join('\n\n'), `${wrong.length} of ${some.length}`).toBe('');
});

test('nor does the order of files', () => {
    holds(
        fc.property(fc.array(someEdit, { maxLength: 6 }), (edits) => {
            const files = printed(edits.reduce((so, { edit }) => edit(so), startingWorld()));
            const turned = Object.fromEntries(Object.entries(files).reverse());
            expect(verdicts(freshWorkspace(turned), day('2026-11-23'))).toEqual(verdicts(freshWorkspace(files), day('2026-11-23')));
        }),
        60,
    );
});

test('a judgement of a file stays as it is until the day that it names', () => {
    const wrong: string[] = [];
    let ended = 0;
    let turned = 0;
    for (const [i, { source, asOf, page, line }] of some.entries()) {
        show(source);
        const date = day(asOf);
        const first = judge.file('spec.terroir', date);
        const last = Math.min(first.until, date + 3653);
        if (first.until === last) ended++;
        const said = JSON.stringify({ ...first, until: undefined });
        for (const later of [date + 1 + ((i * 37) % Math.max(1, last - date)), last]) {
            if (later > last) continue;
            const then = judge.file('spec.terroir', later);
            if (JSON.stringify({ ...then, until: undefined }) !== said || then.until !== first.until) wrong.push(`${page}:${line} on ${formatDay(later)}`);
        }
        if (first.until === last && JSON.stringify({ ...judge.file('spec.terroir', last + 1), until: undefined }) !== said) turned++;
    }
    expect(wrong.slice(0, 5).join('\n'), `${wrong.length} of ${some.length}`).toBe('');
    // It would say little if no day ever came, or nothing came of it.
    expect(ended).toBeGreaterThan(some.length / 2);
    expect(turned).toBeGreaterThan(ended / 4);
});

// ---------------------------------------------------------------- what is not looked at

/** Facts that may be stated anywhere, by the kind of declaration. */
const additions: Readonly<Record<string, readonly string[]>> = {
    Organisation: ['established in JP', 'verified 2026-01-01', 'main establishment DE', 'adheres to eu-us-dpf for hr-data', 'float 1%'],
    Service: [
        'archives in FR',
        'bespoke',
        'seeks SecNumCloud',
        'provides backup',
        'homologated snds-2024 on 2026-01-01',
        'administered from FR',
        'never reads in clear',
    ],
    Dataset: ['retention 5 years since collection', 'persons 12', 'subjects students', 'warehouse', 'from registries', 'sensitivity private-life'],
    Contract: [
        'publishes jurisdiction "https://host.example"',
        'impact assessment 2026-01-01',
        'breach notice 10 hours',
        'purpose "Keeping of records" as care',
        'governed by law of FR',
        'clauses audit',
        'measures pseudonymisation',
        'serves critical function',
        'arrangement 2020-01-01',
        'lists law cloud-act',
        'stays in JP',
        'subprocessing none',
        'lawful basis consent',
    ],
    Commitment: ['fulfilled 2026-01-01', 'within 10 years'],
    Authorisation: ['lasts 9 years', 'condition "Every year a report"'],
};

test('a fact that a verdict never looked at does not change it', () => {
    const wrong: string[] = [];
    let changed = 0;
    let unread = 0;
    for (const [i, { source, asOf, page, line }] of some.entries()) {
        const date = day(asOf);
        const [ids, nodes] = [show(source).files.get('spec.terroir')?.ids ?? [], (id: Id) => shared.node(id)?.$type ?? ''];
        const id = ids[i % Math.max(1, ids.length)];
        const fact = id && additions[nodes(id)]?.[i % (additions[nodes(id)]?.length ?? 1)];
        if (!id || !fact) continue;
        const before = ids
            .flatMap((one) => judge.standings(one, date))
            .map((standing) => ({ standing, looked: judge.restsOn(standing.rule, standing.subject, date) }));
        const edit = fixEdits(shared, { changes: [{ state: { in: id, write: fact } }] })[0];
        if (!edit) continue;
        const kinds = new Set(declared(shared, id));
        show(source.slice(0, edit.start) + edit.text + source.slice(edit.end));
        const kind = declared(shared, id).find((one) => !kinds.has(one)) ?? declared(shared, id).at(-1);
        for (const { standing, looked } of before) {
            const after = judge.standings(standing.subject, date, new Set([standing.rule]))[0];
            const isSame = after && JSON.stringify(told(standing)) === JSON.stringify(told(after));
            if (looked.has(`facts ${kind} ${id}`) || looked.has(`declaration ${id}`)) changed += isSame ? 0 : 1;
            else if (isSame) unread++;
            else
                wrong.push(
                    `${page}:${line} ${standing.rule.id} on ${standing.subject} never looked at ${kind} of ${id}\n  ${JSON.stringify(told(standing))}\n  ${JSON.stringify(after && told(after))}`,
                );
        }
    }
    expect(wrong.slice(0, 3).join('\n')).toBe('');
    // It would be no test if nothing were ever looked at, or everything always.
    expect(changed).toBeGreaterThan(20);
    expect(unread).toBeGreaterThan(1000);
});

const told = ({ verdict, findings, because }: Standing) => [
    verdict,
    because && say(because),
    ...findings.map(({ severity, message }) => `${severity} ${say(message)}`),
];

/** The kinds of the facts of a declaration, each as often as it is stated. */
const declared = (workspace: Workspace, id: Id): readonly string[] =>
    ((workspace.node(id)?.['facts'] ?? []) as readonly { $type: string }[]).map(({ $type }) => $type);

// ---------------------------------------------------------------- settling

/** What an unknown asks for, apart from where it is shown. */
const asked = ({ rule, subject, settle }: Finding): string =>
    `${rule} on ${subject}: ${settle.map((one) => `${one.write} in ${one.in} ${one.behind?.path ?? ''}`).join(', ')}`;

function unknowns(source: string, date: Day): readonly Finding[] {
    show(source);
    return judge.file('spec.terroir', date).findings.filter(({ verdict, settle }) => verdict === 'unknown' && settle.length > 0);
}

/** The spec with what an unknown asks for stated, the holes filled by choice; nothing where it asks of the library. */
function settled(source: string, finding: Finding, choose: (n: number) => number): string | undefined {
    let text = source;
    for (const settle of finding.settle) {
        text = withExtras(text, settle.write);
        const workspace = show(text);
        const fill = (hole: string) => {
            const some = fillings(workspace, hole, settle.write);
            return some[choose(some.length)] as string;
        };
        const [edit] = fixEdits(workspace, { changes: [{ state: settle }] }, filling(fill));
        if (!edit) return undefined;
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    }
    return text;
}

/** What is wrong with the statements that settle the unknowns of a spec. */
function complaints({ source, asOf, page, line }: Pick<Written, 'source' | 'asOf' | 'page' | 'line'>, seed: number): string[] {
    let state = seed;
    const choose = (n: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * n);
    };
    return unknowns(source, day(asOf)).flatMap((finding) => {
        const text = settled(source, finding, choose);
        if (text === undefined) return [];
        const where = `${page}:${line} ${asked(finding)}`;
        const problems = parsedOnce(text).problems.map(({ message }) => say(message));
        if (problems.length > 0) return [`${where}\n  does not parse: ${problems.join('; ')}\n${text}`];
        const left = unknowns(text, day(asOf)).find((one) => asked(one) === asked(finding));
        return left ? [`${where}\n  still asks: ${say(left.message)}\n${text}`] : [];
    });
}

test('stating what an unknown asks for ends it, whatever is stated', () => {
    const tried = some.filter(({ source, asOf }) => unknowns(source, day(asOf)).length > 0);
    expect(tried.length).toBeGreaterThan(150);
    const wrong = tried.flatMap((block, i) => complaints(block, i + 1));
    expect(wrong.slice(0, 5).join('\n\n'), `${wrong.length} in ${tried.length} specs`).toBe('');
});

test('what a file is called changes no verdict', () => {
    const path = 'a folder/“é” (1), #2 & 20%.terroir';
    const other = freshWorkspace({});
    const otherJudge = new Judge(other, rules);
    const wrong: string[] = [];
    for (const { source, asOf, page, line } of some) {
        other.set(path, source, parsedOnce(source));
        const before = verdicts(show(source), day(asOf), judge);
        const after = verdicts(other, day(asOf), otherJudge).map((verdict) => verdict.replaceAll(path, 'spec.terroir'));
        const changed = before.filter((verdict) => !after.includes(verdict));
        if (changed.length > 0 || before.length !== after.length) wrong.push(`${page}:${line}\n  ${changed.join('\n  ')}`);
    }
    expect(wrong).toEqual([]);
});
