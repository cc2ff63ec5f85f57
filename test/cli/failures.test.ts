import { expect, test } from 'vitest';
import { defineRule, nameOf, text, violated } from '../../language/index.ts';
import { diskOf, terroir } from './terminal.ts';

/*
 * A register of many specs in which things go wrong: one file vanishes between listing and reading, one is a folder by the time it is
 * read, one may not be read, and a rule fails on one declaration. Each failure is told with its place; all else is judged.
 */

const about = { on: 'Organisation', norms: [], summary: text('{name}', { name: 'x' }), why: text('{name}', { name: 'x' }) } as const;
const says = defineRule({
    ...about,
    id: 'test/says',
    severity: 'warning',
    *judge(_, id) {
        yield violated({ at: { id, path: 'name' }, message: text('{name}', { name: nameOf(id) }), path: [] });
    },
});
const fails = defineRule({
    ...about,
    id: 'test/fails',
    judge(_, id) {
        if (nameOf(id) === 'Party0700') throw new Error('out of order');
        return [];
    },
});

const size = 2000;
const path = (n: number) => `register/${String(Math.floor(n / 100)).padStart(2, '0')}/${String(n).padStart(4, '0')}.terroir`;
const specs = Object.fromEntries(
    Array.from({ length: size }, (_, n) => [path(n), `organisation Party${String(n).padStart(4, '0')} { seat FR  kind mutual }\n`]),
);

test('one failure of each kind among 2 000 specs keeps no other from being judged', async () => {
    const disk = diskOf(specs);
    const broken: Readonly<Record<string, string>> = {
        [`/specs/${path(3)}`]: 'ENOENT',
        [`/specs/${path(1500)}`]: 'EISDIR',
        [`/specs/${path(1999)}`]: 'EACCES',
    };
    const read = (place: string, most: number) => {
        const code = broken[place];
        if (code !== undefined) throw Object.assign(new Error(code), { code });
        return disk.read(place, most);
    };
    const given = { disk: { ...disk, read }, rules: [says, fails] };
    const { code, out, err } = await terroir(['check', '--format', 'json', '--fail-on', 'never'], {}, given);
    const { findings, counts } = JSON.parse(out) as {
        findings: { rule: string; verdict: string; file: string; range: { start: { line: number; column: number } }; message: string }[];
        counts: { files: number; failed: number };
    };
    const failures = findings
        .filter(({ verdict }) => verdict === 'failed')
        .map(({ rule, file, range: { start }, message }) => `${file}:${start.line}:${start.column} ${rule} ${message}`);
    expect(failures).toEqual([
        `${path(3)}:1:1 input/unreadable The file was there a moment ago and has vanished.`,
        `${path(700)}:1:14 internal/rule-failed The rule test/fails could not judge Party0700 (out of order). This is a fault of Terroir, not of the spec; the other rules were run.`,
        `${path(1500)}:1:1 input/unreadable It is a folder, not a text.`,
        `${path(1999)}:1:1 input/unreadable Reading it is not permitted.`,
    ]);
    const told = findings.filter(({ rule }) => rule === 'test/says').map(({ file }) => file);
    expect(told).toEqual(Object.keys(specs).filter((file) => broken[`/specs/${file}`] === undefined));
    expect({ code, counts: [counts.files, counts.failed] }).toEqual({ code: 2, counts: [size - 3, 4] });
    expect(err).toMatch(/4 failed in 1997 files, judged as of 2026-11-23\.\n$/);
});
