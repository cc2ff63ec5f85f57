import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { json, Shapes, yaml } from '../../bench/forms.ts';
import {
    contractPath,
    contractSpec,
    filesOf,
    groupsPath,
    hub,
    longPath,
    longSpec,
    loudVotes,
    perDepartment,
    quietVotes,
    register,
} from '../../bench/register.ts';
import { terroir } from '../../bench/spec.ts';
import { writeSpecs } from '../../bench/write-register.ts';
import { formatChanges, parse } from '../../language/editing.ts';
import { Judge, rules } from '../../language/index.ts';
import { day, workspaceOf } from '../harness/spec.ts';

/* The registers that the bench measures on: what they say of speed is worth no more than they are like what people write. */

const date = day('2026-11-24');
const texts = (contracts: number, seed?: number): Record<string, string> =>
    Object.fromEntries([...register(contracts, seed)].map((spec) => [`${spec.path}.terroir`, terroir(spec)]));
const digest = (files: Record<string, string>): string => createHash('sha256').update(JSON.stringify(files)).digest('hex');
const judged = (files: Record<string, string>) => new Judge(workspaceOf(files), rules).all(date);

test('the same number and seed give the same register, another seed another', () => {
    expect(digest(texts(120))).toBe(digest(texts(120)));
    expect(digest(texts(120, 2))).not.toBe(digest(texts(120)));
    // A larger register holds the smaller one's contracts.
    expect(texts(120)[`${contractPath(7)}.terroir`]).toBe(texts(60)[`${contractPath(7)}.terroir`]);
});

test('every spec is sound, and the rules find something in each contract', () => {
    const files = texts(150);
    const judgements = judged(files);
    expect(judgements).toHaveLength(filesOf(150));
    const findings = judgements.flatMap((one) => one.findings);
    expect(findings.filter(({ verdict }) => verdict === 'broken' || verdict === 'failed')).toEqual([]);
    expect(judgements.flatMap(({ notJudged }) => notJudged)).toEqual([]);
    for (const verdict of ['violated', 'unknown']) expect(findings.filter((one) => one.verdict === verdict).length).toBeGreaterThan(150);
    expect(findings.some(({ waivedBy }) => waivedBy !== undefined)).toBe(true);
    const silent = judgements.filter(({ path, findings }) => path.includes('/contract-') && findings.length === 0);
    expect(silent.map(({ path }) => path)).toEqual([]);
    expect(new Set(findings.map(({ rule }) => rule)).size, 'rules that find something').toBeGreaterThan(25);
});

test('a contract is as long as people write it, laid out, and leads to eight other files', () => {
    for (const n of [0, 1, 77, 999, 1000, 999_999]) {
        const text = terroir(contractSpec(n));
        const lines = text.split('\n').length - 1;
        expect(lines, contractPath(n)).toBeGreaterThan(65);
        expect(lines, contractPath(n)).toBeLessThan(95);
        expect(Buffer.byteLength(text), contractPath(n)).toBeGreaterThan(1900);
        expect(Buffer.byteLength(text), contractPath(n)).toBeLessThan(2700);
        expect(formatChanges(text, parse(text)), contractPath(n)).toEqual([]);
    }
    const specs = new Map([...register(1)].map((spec) => [spec.path, spec]));
    const closure = new Set([contractPath(0)]);
    for (const path of closure) for (const target of specs.get(path)?.imports ?? []) closure.add(target);
    expect(closure.size).toBe(9);
    expect([...specs.keys()].sort()).toEqual([...closure].sort());
    for (const spec of register(60)) if (spec.path.includes('/contract-')) expect(spec.imports).toContain(hub);
});

test('a register is written as it comes: a million is begun as fast as ten', () => {
    const million = register(1_000_000);
    const first = Array.from({ length: 12 }, () => million.next().value?.path);
    expect(first).toEqual([...register(4)].slice(0, 12).map(({ path }) => path));
    const folder = mkdtempSync(join(tmpdir(), 'terroir-register-'));
    try {
        const written = writeSpecs(folder, register(60), 'terroir', terroir);
        const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.terroir'));
        expect(written.files).toBe(filesOf(60));
        expect(Object.fromEntries(found.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]))).toEqual(
            Object.fromEntries(Object.entries(texts(60)).sort(([a], [b]) => (a < b ? -1 : 1))),
        );
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test.each([70, 1000, 10_000])('a file of %i lines is sound', (lines) => {
    const text = terroir(longSpec(lines, terroir));
    const count = text.split('\n').length;
    expect(count).toBeGreaterThanOrEqual(lines);
    expect(count).toBeLessThan(lines + 90);
    const path = `${longPath(lines)}.terroir`;
    const findings = new Judge(workspaceOf({ ...texts(perDepartment + 1), [path]: text }), rules).file(path, date).findings;
    expect(findings.filter(({ verdict }) => verdict === 'broken' || verdict === 'failed')).toEqual([]);
    expect(findings.length).toBeGreaterThan(lines / 70);
});

test('votes three owners away decide on every contract of a department', () => {
    const quiet = texts(perDepartment);
    const groups = `${groupsPath(0)}.terroir`;
    const loud = { ...quiet, [groups]: (quiet[groups] as string).replace(`votes ${quietVotes} by`, `votes ${loudVotes} by`) };
    const said = (files: Record<string, string>) => new Map(judged(files).map(({ path, findings }) => [path, JSON.stringify(findings)]));
    const [before, after] = [said(quiet), said(loud)];
    const changed = [...after].filter(([path, findings]) => before.get(path) !== findings).map(([path]) => path);
    expect(changed.filter((path) => path.includes('/contract-'))).toHaveLength(perDepartment);
});

test('the forms of the peers say as much, and their schema holds', () => {
    const shapes = new Shapes();
    for (const spec of register(60)) shapes.add(spec);
    const validate = new Ajv2020({ strict: false }).compile(shapes.schema());
    for (const spec of register(60)) {
        const value = JSON.parse(json(spec)) as { declarations: readonly { name: string }[] };
        expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
        expect(parseYaml(yaml(spec))).toEqual(value);
        expect(value.declarations.map(({ name }) => name)).toEqual(spec.declarations.map(({ name }) => name));
    }
    const [contract] = [...register(1)].slice(-1);
    const wrong = JSON.parse(json(contract as Parameters<typeof json>[0])) as { declarations: { facts: object[] }[] };
    wrong.declarations[0]?.facts.push({ seat: 'Nowhere' });
    expect(validate(wrong)).toBe(false);
});
