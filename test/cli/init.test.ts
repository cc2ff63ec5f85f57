import { describe, expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import type { Node } from '../../language/syntax/tree.ts';
import { templateNames, templates } from '../../server/templates/templates.ts';
import { diskOf, terroir, today } from './terminal.ts';

/* `terroir init`: what it writes, what it never does, and how each template is judged as it is written. */

const read = (disk: ReturnType<typeof diskOf>, path: string) => new TextDecoder().decode(disk.read(path, 1_000_000));

/** Writes a template on an empty disk. */
async function begun(template: string, language = 'en', now = today) {
    const disk = diskOf({});
    return { disk, init: await terroir(['init', '--template', template, '--lang', language], {}, { disk, now }) };
}

/** Writes a template and judges it with the settings that came with it. */
async function judged(template: string, now = today) {
    const { disk, init } = await begun(template, 'en', now);
    const check = await terroir(['check', '--format', 'json'], {}, { disk, now });
    return { disk, init, code: check.code, report: JSON.parse(check.out) as Report };
}

interface Report {
    readonly counts: Readonly<Record<string, number>>;
    readonly findings: readonly { readonly verdict: string; readonly rule: string; readonly severity: string; readonly settle: readonly object[] }[];
}

describe('what it writes', () => {
    /** What each template leaves open, finding by finding: nothing is violated, and nothing that is left open passes. */
    const leftOpen: Readonly<Record<string, readonly string[]>> = {
        hospital: [
            'facts/contract-is-read',
            'health/large-base-under-european-law',
            'health/remote-access-has-basis',
            'reach/no-foreign-access',
            'reach/no-foreign-control',
            'reach/owners-are-known',
            'residency/stays-where-promised',
        ],
        'public-buyer': [
            'facts/contract-is-read',
            'reach/no-foreign-access',
            'reach/no-foreign-control',
            'reach/owners-are-known',
            'residency/stays-where-promised',
        ],
        bank: ['facts/contract-is-read', 'reach/no-foreign-access', 'reach/owners-are-known', 'residency/stays-where-promised'],
        saas: ['facts/contract-is-read', 'reach/no-foreign-access', 'reach/owners-are-known', 'residency/stays-where-promised'],
    };

    test('is a template of which this says the outcome', () => expect(Object.keys(leftOpen)).toEqual(templateNames));

    test.each(templateNames)('%s: nothing violated, and what is left open is unknown', async (name) => {
        const { code, report, init } = await judged(name);
        expect([init.code, init.out]).toEqual([0, 'parties.terroir\ncontracts.terroir\nterroir.json\n']);
        expect(report.findings.map(({ verdict, rule }) => `${verdict} ${rule}`).sort()).toEqual(leftOpen[name]?.map((rule) => `unknown ${rule}`));
        expect(code).toBe(0);
        expect([report.counts['files'], report.counts['violated'], report.counts['notJudged'], report.counts['hints']]).toEqual([2, 0, 0, 0]);
        expect(report.counts['satisfied']).toBeGreaterThan(15);
    });

    test('the unknown fails a run that is asked to mind it', async () => {
        const { disk } = await begun('bank');
        expect((await terroir(['check', '--fail-on-unknown'], {}, { disk })).code).toBe(3);
    });

    test('judges the same when it is written on another day: its dates go along', async () => {
        const { disk, report } = await judged('bank', Date.UTC(2027, 8, 1, 9));
        expect(report.counts['violated']).toBe(0);
        expect(read(disk, '/specs/contracts.terroir')).toContain('signed 2027-06-23');
    });

    test.each(templateNames)('%s: states the same in both languages; only texts and comments differ', (name) => {
        const { en, fr } = templates[name].files;
        for (const [file, source] of Object.entries(en)) {
            const french = (fr as Readonly<Record<string, string>>)[file] ?? '';
            expect(stated(french), file).toEqual(stated(source));
            expect(commentsOf(french).length, file).toBeGreaterThan(0);
            expect(commentsOf(french).filter((comment) => commentsOf(source).includes(comment) && /\p{L}{3}.*\s.*\p{L}{3}/u.test(comment.replace(/^\W*clauses .*/, '')))).toEqual([]); // biome-ignore format: one thought
        }
    });

    test('speaks French where it is asked to, the settings too', async () => {
        const { disk } = await begun('hospital', 'fr');
        expect(read(disk, '/specs/parties.terroir')).toContain('Tous les noms sont inventés');
        expect(read(disk, '/specs/terroir.json')).toMatch(/La moindre gravité/);
    });

    test('is laid out as the formatter does', async () => {
        for (const name of templateNames) {
            for (const language of ['en', 'fr']) expect((await terroir(['format', '--check'], {}, { disk: (await begun(name, language)).disk })).code).toBe(0);
        }
    });
});

const textOrComment = /"[^"]*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const stated = (source: string): readonly string[] => source.replace(textOrComment, (found) => (found.startsWith('"') ? '""' : '')).split(/\s+/);
const commentsOf = (source: string): readonly string[] => source.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? [];

describe('into a folder', () => {
    test('that is named, made if need be', async () => {
        const disk = diskOf({});
        const { out, err, code } = await terroir(['init', 'new/contracts', '--template', 'saas'], {}, { disk });
        expect([code, out]).toEqual([0, 'new/contracts/parties.terroir\nnew/contracts/contracts.terroir\nnew/contracts/terroir.json\n']);
        expect(err).toContain('cd new/contracts && terroir check');
        const { err: told } = await terroir(['init', 'my contracts', '--template', 'bank'], {}, { disk: diskOf({}) });
        expect(told).toContain('cd "my contracts" && terroir check');
        // As npx sets it for what it runs.
        const { err: byNpx } = await terroir(['init', 'new', '--template', 'bank'], {}, { disk: diskOf({}), env: { npm_command: 'exec' } });
        expect(byNpx).toContain('cd new && npx terroir check');
        expect(parse(read(disk, '/specs/new/contracts/parties.terroir')).problems).toEqual([]);
        expect((parse(read(disk, '/specs/new/contracts/contracts.terroir')).tree.declarations as readonly Node[]).map(({ $type }) => $type)).toEqual(['Contract']); // biome-ignore format: one thought
    });

    test.each(['parties.terroir', 'contracts.terroir', 'terroir.json'])('where %s is: nothing is written, and it says which', async (file) => {
        const disk = diskOf({ [file]: '// mine' });
        const { code, out, err } = await terroir(['init', '--template', 'bank'], {}, { disk });
        expect([code, out]).toEqual([2, '']);
        expect(err).toBe(`terroir: ${file} is there already, and nothing is written over.\nterroir: Nothing was written.\n`);
        expect(disk.list('/specs').map(({ name }) => name)).toEqual([file]);
        expect(read(disk, `/specs/${file}`)).toBe('// mine');
    });

    test('in which nothing can be written: exit code 2', async () => {
        const disk = {
            ...diskOf({}),
            write: () => {
                throw Object.assign(new Error('no'), { code: 'EACCES' });
            },
        };
        const { code, err } = await terroir(['init', '--template', 'bank'], {}, { disk });
        expect([code, err]).toEqual([2, 'terroir: parties.terroir cannot be written: that is not permitted.\n']);
    });
});

describe('which template', () => {
    const answered = async (answer: string | undefined) => {
        const disk = diskOf({});
        let asked = '';
        const ask = async (question: string) => {
            asked = question;
            return answer;
        };
        const { code, err } = await terroir(['init'], {}, { disk, ask });
        return { asked, code, err, wrote: disk.list('/specs').length > 0 ? read(disk, '/specs/parties.terroir') : '' };
    };

    test('is asked at a terminal, by number or name', async () => {
        const { asked, wrote, code } = await answered('3');
        expect(asked).toMatch(/1 {2}hospital .*\n {2}2 {2}public-buyer .*\n {2}3 {2}bank .*\n {2}4 {2}saas .*\n.*hospital if you just press Enter: $/);
        expect([code, wrote.includes('organisation Bank ')]).toEqual([0, true]);
        expect((await answered(' saas ')).wrote).toContain('organisation Customer ');
        expect((await answered('')).wrote).toContain('organisation Hospital ');
    });

    test('an answer that means nothing, or none at all, writes nothing', async () => {
        expect(await answered('sas')).toMatchObject({ code: 2, wrote: '', err: expect.stringMatching(/no template sas\. Did you mean saas\?/) });
        expect(await answered('9')).toMatchObject({ code: 2, wrote: '' });
        expect(await answered(undefined)).toMatchObject({ code: 2, wrote: '' });
    });

    test('is not asked where there is no terminal: --template says it', async () => {
        const { code, out, err } = await terroir(['init']);
        expect([code, out]).toEqual([2, '']);
        expect(err).toContain('--template hospital|public-buyer|bank|saas');
    });

    test('is not asked where the answer would be for nothing', async () => {
        const ask = () => expect.unreachable('nothing is to be asked');
        expect((await terroir(['init'], { 'terroir.json': '{}' }, { ask })).code).toBe(2);
    });
});
