import type { Ask } from '../model/ask.ts';
import { brokenCell, declaration, importsCell, isThere, outlineCell } from '../model/declarations.ts';
import { idleImports } from '../model/imports.ts';
import { apart, joined, type Question } from '../model/question.ts';
import { alike } from '../model/sameness.ts';
import { optIn, type SpecFile, type Workspace } from '../model/workspace.ts';
import type { Id } from '../names/outline.ts';
import { importOf } from '../names/paths.ts';
import type { Severity } from '../rules/rule.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Finding, Where } from './judge.ts';

/** A finding with nothing in it but what it must have. */
export const blank = {
    subject: undefined,
    path: [],
    norms: [],
    cure: undefined,
    settle: [],
    fixes: [],
    holdsUntil: undefined,
    waivedBy: undefined,
    unnecessary: false,
    notes: [],
} as const;

/** A finding on text that cannot be read or names that mean nothing. */
export function broken(code: string, message: Message, where: Where, severity: Severity = 'error'): Finding {
    return { ...blank, rule: code, verdict: 'broken', severity, message, where };
}

/**
 * What is wrong with a file's text, its imports and its names. Every one has a code of its own.
 *
 * @param unsound declarations of the file of which it is not known that nothing is wrong with them
 */
export function* fileProblems(workspace: Workspace, ask: Ask, file: SpecFile, unsound: readonly Id[]): Generator<Finding> {
    for (const { code, message, start, end, mends } of file.parsed.problems) {
        yield { ...broken(code, message, { path: file.path, start, end }), ...(mends ? { mends } : {}) };
    }
    yield* importProblems(ask, file);
    if (file.parsed.problems.length === 0) yield* needlessImports(ask, file);
    const spoiled = new Set(file.parsed.broken);
    for (const id of unsound) {
        const node = workspace.node(id);
        // What a syntax error spoiled is reported once, by that error.
        if (!node || spoiled.has(node)) continue;
        if (ask.read(brokenCell, id)) {
            const name = String(node['name']);
            const message = text('{name} is declared twice; a name is unique within its file, so one of the two must be renamed.', { name });
            yield { ...broken('names/duplicate', message, { id, path: 'name' }), subject: id };
        }
        for (const { code, message, at, name } of ask.of(declaration, id)?.problems ?? []) {
            const files = name && 'problem' in name.resolution && name.resolution.problem === 'not-imported' ? name.resolution.files : [];
            yield { ...broken(code, message, at), subject: id, ...(name ? { name: { text: name.text, files } } : {}) };
        }
    }
}

/** Of a longer way round its ends are told: that of a thousand files is said in each of them. */
const mostAtEnds = 8;

function* importProblems(ask: Ask, file: SpecFile): Generator<Finding> {
    const imports = (file.parsed.tree.imports ?? []).filter((one) => one.path !== undefined);
    const outline = ask.read(outlineCell, file.path);
    for (const [i, { path: written }] of (outline?.imports ?? []).map((one, n) => [n, one] as const)) {
        const node = imports[i];
        if (!node) continue;
        const where = { path: file.path, start: node.$start, end: node.$end };
        const target = outline?.imports[i]?.path ?? written;
        if (target === file.path) {
            yield broken('names/imports-itself', text('A file need not import itself: its own names are always in scope.'), where, 'warning');
        } else if (!ask.of(isThere, target)) {
            const given = outline?.imports[i]?.written ?? target;
            const message = given.startsWith('terroir:')
                ? text('The library has no such part to import; it has {parts}.', { parts: [...optIn].map((part) => importOf(file.path, part)) })
                : isWay(given)
                  ? text('There is no file {target}; the import is looked for beside this file.', { target: given })
                  : text('“{path}” is no way from this file to a spec; it is written as “./parties.terroir” or “../common/parties.terroir” is.', {
                        path: given,
                    });
            yield broken('names/missing-import', message, where);
        } else {
            const ring = ask.of(importRing, joined(target, file.path));
            if (ring.length > 0) {
                const message = text('This import leads back to this file: {ring}. Put what both need into a file of its own.', {
                    ring: [file.path, ...(ring.length > 2 * mostAtEnds ? [...ring.slice(0, mostAtEnds), '…', ...ring.slice(-mostAtEnds)] : ring)].join(' → '),
                });
                yield broken('names/import-cycle', message, where, 'warning');
            }
        }
    }
}

/** Whether an import says how one gets from a file to a spec, with steps that every system takes: not from the top of a disk, nor with those of Windows. */
const isWay = (written: string): boolean => /[^/]\.terroir$/.test(written) && !/^\/|^[a-z][\w+.-]*:|\\/i.test(written);

/** Imports that nothing in the file rests on: taking one out changes no verdict. */
function* needlessImports(ask: Ask, { path, parsed }: SpecFile): Generator<Finding> {
    const nodes = (parsed.tree.imports ?? []).filter((one) => one.path !== undefined);
    for (const i of ask.of(idleImports, path)) {
        const node = nodes[i];
        if (!node) continue;
        const message = text('Nothing in this file rests on this import.');
        yield { ...broken('names/unused-import', message, { path, start: node.$start, end: node.$end }, 'hint'), unnecessary: true };
    }
}

/** The shortest way of imports from a file to another one, both ends included; empty if there is none. */
const importRing: Question<readonly string[]> = {
    name: 'import ring',
    dated: false,
    same: alike,
    answer: (ask, about) => {
        const [start = '', goal = ''] = apart(about);
        const from = new Map<string, string | undefined>([[start, undefined]]);
        const todo = [start];
        for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
            if (path === goal) {
                const way: string[] = [];
                for (let step: string | undefined = path; step !== undefined; step = from.get(step)) way.push(step);
                return way.reverse();
            }
            for (const next of ask.read(importsCell, path)) {
                if (from.has(next)) continue;
                from.set(next, path);
                todo.push(next);
            }
        }
        return [];
    },
};
