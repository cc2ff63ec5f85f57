import { describe, expect, test } from 'vitest';
import { defineRule, doesNotApply, Judge, rules, say, text, violated } from '../../language/index.ts';
import { facts } from '../../language/model/declarations.ts';
import { freshWorkspace, parsedOnce, seenOfFinding } from '../harness/generators.ts';
import { day, example } from '../harness/spec.ts';

const date = day('2026-11-23');
const files = example('examples/clinic.terroir', 'examples/emc2/parties.terroir', 'examples/emc2/emc2.terroir');

const failing = (judge: Parameters<typeof defineRule>[0]['judge'], on: 'Contract' | 'Organisation' = 'Contract') =>
    defineRule({ id: 'reach/always-fails', on, summary: text('It fails.'), why: text('To be contained.'), norms: ['gdpr-48'], judge });

describe('a rule that fails', () => {
    const workspace = freshWorkspace(files);
    const sound = new Judge(workspace, rules).all(date);
    const subjects = [...workspace.files.values()]
        .flatMap(({ path, ids }) => (path.startsWith('terroir:') ? [] : ids))
        .filter((id) => workspace.node(id)?.$type === 'Contract');

    test.each([
        [
            'at once',
            failing(() => {
                throw new Error('broken off');
            }),
        ],
        [
            'in the middle',
            failing(function* (_ask, id) {
                yield violated({ at: { id, path: 'name' }, message: text('Half a truth.'), path: [] });
                throw new Error('broken off');
            }),
        ],
        [
            'with what is no error',
            failing(() => {
                throw 'broken off';
            }),
        ],
        [
            'asking itself',
            failing((ask, id) => {
                const self = { name: 'self', dated: true, same: Object.is, answer: (): number => ask.of(self, id) };
                ask.of(self, id);
                return [];
            }),
        ],
        [
            'without end',
            failing((ask, id) => {
                const deep = (n: number): number => deep(n + 1) + 1;
                deep(0);
                ask.doubt();
                return [doesNotApply(text('It fails.')), ...id] as never;
            }),
        ],
        [
            'citing a norm that the library lacks',
            failing((_ask, id) => [violated({ at: { id, path: 'name' }, message: text('Half a truth.'), path: [], under: ['no-such-norm'] })]),
        ],
    ])('%s gives one finding per subject and leaves all others alone', (_, rule) => {
        const judged = new Judge(workspace, [...rules, rule]).all(date);
        const failures = judged.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'failed');
        expect(failures.map(({ rule: name, subject, severity }) => `${name} ${subject} ${severity}`).sort()).toEqual(
            subjects.map((id) => `internal/rule-failed ${id} error`).sort(),
        );
        for (const failure of failures) expect(say(failure.message)).toContain('reach/always-fails');
        const others = judged.map(({ path, findings }) => ({
            path,
            findings: findings.filter(({ verdict }) => verdict !== 'failed').map((one) => seenOfFinding(workspace, one)),
        }));
        expect(others).toEqual(sound.map(({ path, findings }) => ({ path, findings: findings.map((one) => seenOfFinding(workspace, one)) })));
        expect(judged.reduce((sum, { counts }) => sum + counts.failed, 0)).toBe(subjects.length);
        const withoutFailed = ({ failed: _failed, ...rest }: (typeof judged)[number]['counts']) => rest;
        expect(judged.map(({ counts }) => withoutFailed(counts))).toEqual(sound.map(({ counts }) => withoutFailed(counts)));
    });

    test('works again once what made it fail is mended', () => {
        const edited = freshWorkspace(files);
        const rule = failing((ask, id) => {
            if (edited.node(id) && ask.passed(0, undefined) && JSON.stringify(edited.node(id)).includes('EMC2 warehouse')) throw new Error('broken off');
            return [];
        });
        const judge = new Judge(edited, [rule]);
        const failed = () => judge.all(date).reduce((sum, { counts }) => sum + counts.failed, 0);
        expect(failed()).toBe(1);
        // A failed answer that read nothing which changed stays failed: rules may only look through `ask`.
        const source = (files['examples/emc2/emc2.terroir'] ?? '').replace('"Hosting of the EMC2 warehouse"', '"Hosting"');
        edited.set('examples/emc2/emc2.terroir', source, parsedOnce(source));
        expect(new Judge(edited, [rule]).all(date).reduce((sum, { counts }) => sum + counts.failed, 0)).toBe(0);
    });

    test.each([true, false])('that fails otherwise than before is told by the new reason, be somebody at work on the file or not: %s', (isAtWork) => {
        const edited = freshWorkspace({ 'a.terroir': 'contract A { term 1 year }\n' });
        const rule = failing((ask, id) => {
            throw new Error(`broken off at ${facts(ask, id, 'TermLength').map(({ length }) => length.years)}`);
        });
        const judge = new Judge(edited, [rule], { isAtWork: () => isAtWork });
        const said = () => judge.file('a.terroir', date).findings.map(({ message }) => say(message));
        expect(said()).toEqual([expect.stringContaining('(broken off at 1)')]);
        edited.set('a.terroir', 'contract A { term 2 years }\n', parsedOnce('contract A { term 2 years }\n'));
        expect(said()).toEqual([expect.stringContaining('(broken off at 2)')]);
    });

    test('is counted as failed in the verdicts on its subject, and the others as before', () => {
        const rule = failing(() => {
            throw new Error('broken off');
        });
        const id = subjects[0] as string;
        const before = new Judge(workspace, rules).verdicts(id, date);
        const after = new Judge(workspace, [...rules, rule]).verdicts(id, date);
        expect(after.get('reach/always-fails')).toBe('failed');
        for (const [name, verdict] of before) expect(after.get(name)).toBe(verdict);
    });
});
