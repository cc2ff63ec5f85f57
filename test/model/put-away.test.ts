import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { parse } from '../../language/editing.ts';
import { Judge, lookedInto, rules } from '../../language/index.ts';
import { declaration as declarationOf } from '../../language/model/declarations.ts';
import { freshWorkspace, holds, printed, seen, seenBy, someEdit, startingWorld } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

/* Of a file that nobody is just writing in what was read can be let go of. The oracle holds everything. */

vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');
const start = printed(startingWorld());
const [path = '', source = ''] = Object.entries(start)[0] ?? [];

test('whatever is put away and let go of between edits, a workspace says what one says that holds everything', () => {
    const step = fc.record({
        edit: someEdit,
        putAway: fc.array(fc.nat(3), { maxLength: 3 }),
        letsGo: fc.boolean(),
        isAwaited: fc.boolean(),
        isJudged: fc.boolean(),
    });
    let opened = 0;
    holds(
        fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
            const workspace = freshWorkspace(start);
            const judge = new Judge(workspace, rules);
            let world = startingWorld();
            for (const { edit, putAway, letsGo, isAwaited, isJudged } of steps) {
                const before = printed(world);
                world = edit.edit(world);
                const now = printed(world);
                for (const path of Object.keys(before)) if (!(path in now)) workspace.remove(path);
                // As the editor reads: what the text was before is known.
                for (const [path, source] of Object.entries(now))
                    if (before[path] !== source) workspace.set(path, source, parse(source, workspace.files.get(path)));
                const paths = Object.keys(now);
                for (const n of putAway) workspace.putAway(paths[n % paths.length] ?? '');
                if (isJudged) expect(seenBy(judge, workspace, date)).toEqual(seen(freshWorkspace(now), date));
                workspace.awaitJudgement(isAwaited);
                if (letsGo) workspace.letGo();
                expect(workspace.opened).toBeLessThanOrEqual(letsGo ? 0 : paths.length);
                opened += workspace.opened;
            }
            const now = printed(world);
            expect(seenBy(judge, workspace, date)).toEqual(seen(freshWorkspace(now), date));
            for (const [path, { parsed, source, ids }] of freshWorkspace(now).files) {
                expect(workspace.files.get(path)).toMatchObject({ source, ids, parsed: { tree: parsed.tree, problems: parsed.problems } });
            }
        }),
        60,
    );
    expect(opened).toBeGreaterThan(0);
});

test('putting a file away changes no fact, nor does letting go of what was read of it', () => {
    const workspace = freshWorkspace(start);
    const judge = new Judge(workspace, rules);
    seenBy(judge, workspace, date);
    const work = { ...workspace.engine.work };
    const { state } = workspace.engine;
    for (const path of Object.keys(start)) workspace.putAway(path);
    expect(workspace.opened).toBe(Object.keys(start).length);
    const [id = ''] = workspace.files.get(path)?.ids ?? [];
    const node = workspace.node(id);
    workspace.letGo();
    expect(workspace.opened).toBe(0);
    // Somebody has what was made of it.
    workspace.heed(path);
    expect(workspace.opened).toBe(1);
    expect(workspace.node(id)).toEqual(node);
    expect(workspace.node(id)).not.toBe(node);
    seenBy(judge, workspace, date);
    expect([workspace.engine.work, workspace.engine.state]).toEqual([work, state]);
    // Where something stands is looked up in the text, which is read again for it.
    expect(workspace.opened).toBeGreaterThan(0);
    // The same text again is no other fact either.
    workspace.letGo();
    workspace.set(path, source, parse(source));
    seenBy(judge, workspace, date);
    expect([workspace.engine.work, workspace.engine.state]).toEqual([work, state]);
});

test('what was made of files on the way to their judgement is let go of once it is known that they are not judged, and they say what they said', () => {
    const workspace = freshWorkspace(start);
    for (const path of Object.keys(start)) workspace.putAway(path);
    workspace.keepIndexed(lookedInto);
    const files = [...workspace.files.values()].filter((file) => file.path in start);
    const declaration = (id: string) => workspace.engine.at(date).of(declarationOf, id);
    const made = files.flatMap((file) => file.ids.map(declaration));
    workspace.letGo();
    const [kept = ''] = files.flatMap(({ ids }) => ids).filter((id, i) => declaration(id) === made[i]);
    expect(kept).not.toBe('');
    const said = declaration(kept);
    workspace.awaitJudgement(false);
    expect(workspace.opened).toBe(0);
    expect(declaration(kept)).not.toBe(said);
    expect(declaration(kept)).toEqual(said);
    expect(seen(workspace, date)).toEqual(seen(freshWorkspace(start), date));
});

test('of a text that cannot be read whole, or in which a name stands twice, everything is held', () => {
    const broken = { 'broken.terroir': 'dataset D { category ', 'twins.terroir': 'dataset D { category health }\ndataset D { category health }\n' };
    const workspace = freshWorkspace(broken);
    const files = Object.keys(broken).map((path) => workspace.files.get(path));
    for (const path of [...Object.keys(broken), 'missing.terroir', 'terroir:/schemes.terroir']) workspace.putAway(path);
    expect(Object.keys(broken).map((path) => workspace.files.get(path))).toEqual(files);
    expect(workspace.opened).toBe(0);
});

test('what would be if a file had another text is over afterwards, also where the file was put away', () => {
    const workspace = freshWorkspace(start);
    const before = seen(workspace, date);
    workspace.putAway(path);
    const file = workspace.files.get(path);
    const read = file?.parsed;
    const other = 'dataset Alone { category health }\n';
    expect(workspace.supposing(path, other, parse(other), () => seen(workspace, date))).toEqual(seen(freshWorkspace({ ...start, [path]: other }), date));
    expect(workspace.files.get(path)).toBe(file);
    workspace.letGo();
    expect(file?.parsed).not.toBe(read);
    expect(seen(workspace, date)).toEqual(before);
});
