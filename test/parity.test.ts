import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { terroir } from './cli/terminal.ts';
import { LspSession, uriOf } from './harness/lsp-session.ts';
import { blocksOf } from './harness/marks.ts';
import { saidInEditor, saidInReport } from './harness/said.ts';
import { example, root } from './harness/spec.ts';

/*
 * The editor and the command say the same of every example and of every spec on a rule's page: the same rules, at the same
 * places, with the same weight and the same words.
 */

const examples = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir', 'examples/clinic.terroir');

/** The specs of all rule pages, by the date they are judged at. */
function specsOfPages(): Map<string, Record<string, string>> {
    const byDate = new Map<string, Record<string, string>>();
    const pages = readdirSync(join(root, 'docs/rules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
    for (const page of pages.sort()) {
        for (const [i, { source, asOf }] of blocksOf(readFileSync(join(root, 'docs/rules', page), 'utf8')).entries()) {
            const files = byDate.get(asOf) ?? {};
            files[`${page.replace(/\.md$/, '')}-${i}.terroir`] = source;
            byDate.set(asOf, files);
        }
    }
    return byDate;
}

async function byCommand(files: Record<string, string>, date: string): Promise<string[]> {
    const { out } = await terroir(['check', '--as-of', date, '--format', 'json', '--fail-on', 'never'], files);
    return saidInReport(out);
}

async function byEditor(files: Record<string, string>, date: string): Promise<string[]> {
    const session = await LspSession.start({ files, options: { asOf: date } });
    await session.quiet();
    const shown = Object.entries(files).flatMap(([file, source]) => saidInEditor(file, source, session.shown.get(uriOf(file)) ?? []));
    await session.stop();
    return shown.sort();
}

test.each(['2024-02-01', '2026-11-23'])('on the examples on %s', async (date) => {
    const command = await byCommand(examples, date);
    expect(command.length).toBeGreaterThan(4);
    expect(await byEditor(examples, date)).toEqual(command);
});

test('on every spec of every rule page', async () => {
    const pages = specsOfPages();
    let compared = 0;
    for (const [date, files] of pages) {
        const command = await byCommand(files, date);
        expect(await byEditor(files, date), date).toEqual(command);
        compared += command.length;
    }
    expect([...pages.values()].flatMap((files) => Object.keys(files)).length).toBeGreaterThan(50);
    expect(compared).toBeGreaterThan(40);
});
