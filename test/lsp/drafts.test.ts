import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Judge, type Message, rules, say, text } from '../../language/index.ts';
import { translateTo } from '../../server/cli/translation.ts';
import type { DraftParams, DraftResult, RulesResult } from '../../server/lsp/protocol.ts';
import { LspSession } from '../harness/lsp-session.ts';
import { day, root, workspaceOf } from '../harness/spec.ts';

const draft = (session: LspSession, kind: DraftParams['kind'], about?: Record<string, string>): Promise<DraftResult> =>
    session.client.sendRequest('terroir/draft', { kind, about });

/** What the editor inserts when every place of a template keeps what it proposes. */
const filled = (template: string): string => template.replace(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll('$0', '');

/** Verdicts on a spec, without what is not to be looked at: hints. */
function findings(source: string, asOf: string): string[] {
    const { findings } = new Judge(workspaceOf({ 'spec.terroir': source }), rules).file('spec.terroir', day(asOf));
    return findings
        .filter(({ severity }) => severity !== 'hint')
        .map(({ rule, verdict, severity }) => `${verdict === 'violated' ? severity : verdict} ${rule}`);
}

const today = new Date().toISOString().slice(0, 10);
const later = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

describe.each(['en', 'fr'] as const)('drafts (%s)', (locale) => {
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start({ locale });
    });
    afterAll(() => session.stop());

    test('a new spec reads well as it stands, and there is something to find in it', async () => {
        const { language, text, isTemplate } = await draft(session, 'spec');
        expect([language, isTemplate]).toEqual(['terroir', true]);
        const found = findings(filled(text), today);
        expect(found.filter((one) => /^broken|^failed/.test(one))).toEqual([]);
        expect(found.filter((one) => one.startsWith('error'))).toEqual([]);
        expect(found.length).toBeGreaterThan(0);
    });

    test('what is written twice in a new spec is filled once', async () => {
        const { text } = await draft(session, 'spec');
        const places = new Map<string, Set<string>>();
        for (const [, number = '', words = ''] of text.matchAll(/\$\{(\d+):([^}]*)\}/g)) places.set(number, (places.get(number) ?? new Set()).add(words));
        expect([...places.values()].every((words) => words.size === 1)).toBe(true);
        expect([...places.keys()].map(Number).sort((a, b) => a - b)).toEqual(Array.from(places, (_, i) => i + 1));
    });

    test('the practice spec has the mistakes that the tour speaks of, and few others', async () => {
        const { text } = await draft(session, 'practice');
        expect(findings(text, today).sort()).toEqual([
            'broken names/unknown',
            'unknown facts/contract-is-read',
            'unknown reach/owners-are-known',
            'warning reach/no-foreign-control',
            'warning term/certificate-outlasts-contract',
        ]);
    });

    test('what the tour shows of the practice spec is what is found in it', async () => {
        const { text: spec } = await draft(session, 'practice');
        const { findings } = new Judge(workspaceOf({ 'spec.terroir': spec }), rules).file('spec.terroir', day(today));
        const [shown] = findings.filter(({ rule }) => rule === 'reach/no-foreign-control');
        const page = readFileSync(join(root, `docs/walkthrough/why${locale === 'fr' ? '.nls.fr' : ''}.md`), 'utf8').replaceAll('*', '');
        const spoken = (message: Message) => say(message, translateTo[locale]);
        expect(page).toContain(shown && `> ${spoken(shown.message)}\n`);
        const steps = shown?.path.map(({ say: step, evidenced }) =>
            spoken(evidenced ? text('{step} (evidenced)', { step }) : text('{step} (asserted)', { step })),
        );
        expect([...page.matchAll(/^\d\. (.*)$/gm)].map(([, step]) => step)).toEqual(steps);
    });

    test('behind the end of the certificate of the practice spec, the warning is an error', async () => {
        const { text } = await draft(session, 'practice');
        const until = /certified HDS .* until ([\d-]+)/.exec(text)?.[1] ?? '';
        expect(until > later(30) && until < later(365)).toBe(true);
        const next = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
        expect(findings(text, until)).toContain('warning term/certificate-outlasts-contract');
        expect(findings(text, next)).toEqual(expect.arrayContaining(['error term/certificate-outlasts-contract', 'error health/host-is-certified']));
    });

    test('every rule can be chosen', async () => {
        const { items } = await session.client.sendRequest<RulesResult>('terroir/rules');
        expect(items.map(({ label }) => label)).toEqual(rules.map(({ id }) => id));
        for (const { detail } of items) expect(detail).not.toBe('');
    });
});

test('both practice specs say the same, but for words', async () => {
    const [english, french] = await Promise.all(
        ['en', 'fr'].map(async (locale) => {
            const session = await LspSession.start({ locale });
            const { text } = await draft(session, 'practice');
            await session.stop();
            return text.replace(/\/\/.*/g, '//').replace(/"[^"]*"/g, '""');
        }),
    );
    expect(french).toBe(english);
});

test('years later the practice spec still has the same mistakes: its dates go along', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2031, 4, 5) });
    try {
        const session = await LspSession.start();
        const { text } = await draft(session, 'practice');
        await session.stop();
        const found = findings(text, '2031-05-05');
        expect(found).toEqual(
            expect.arrayContaining(['broken names/unknown', 'warning reach/no-foreign-control', 'warning term/certificate-outlasts-contract']),
        );
        expect(found.filter((one) => one.startsWith('error'))).toEqual([]);
    } finally {
        vi.useRealTimers();
    }
});

test('an issue names versions, settings and faults, and nothing of a spec', async () => {
    const session = await LspSession.start({ files: { 'secret.terroir': 'organisation Secret { seat FR }\n' } });
    await expect(session.client.sendRequest('terroir/libraryFile', { uri: 'terroir:/none.terroir' })).rejects.toThrow();
    const { language, text } = await draft(session, 'issue', { Terroir: '0.1.0', 'Visual Studio Code': '1.139.1, desktop, en', terroir: '{"asOf":"a|b"}' });
    expect(language).toBe('markdown');
    expect(text).toContain('| Terroir | 0.1.0 |');
    expect(text).toContain('| Visual Studio Code | 1.139.1, desktop, en |');
    expect(text).toContain('a\\|b');
    expect(text).toMatch(/\| Library \| \d{4}\.\d+\.\d+ \|/);
    expect(text).toContain('terroir/libraryFile: ');
    expect(text).not.toContain('Secret');
    await session.stop();
});
