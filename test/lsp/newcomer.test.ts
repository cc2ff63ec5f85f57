import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CompletionItem, DiagnosticSeverity } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from '../../language/editing.ts';
import { LspSession } from '../harness/lsp-session.ts';
import { stopsOf } from '../harness/templates.ts';

/*
 * Somebody who has never seen a spec writes whole ones by choosing from what is offered, and by filling in what nobody can offer: names of
 * one's own, texts, numbers. What is chosen must be among the first few; of words nobody types more than two letters.
 */

const parties = `organisation Clinic "The clinic" { seat FR  kind health-institution }
organisation Nimbus "Nimbus Ireland" { seat IE  kind company  controlled by NimbusInc }
organisation NimbusInc "Nimbus Inc." { seat US  kind company }
service NimbusCloud "Nimbus in France" by Nimbus { stores in FR  certified HDS }
`;

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({ files: { 'parties.terroir': parties } });
    await session.open('warm.terroir', '');
    await session.quiet();
});
afterAll(() => session.stop());

/** How far down a list anybody looks. */
const patience = 8;

class Newcomer {
    private readonly path: string;
    private text = '';
    private at = 0;

    constructor(path: string) {
        this.path = path;
    }

    get written(): string {
        return this.text;
    }

    /** Types what nobody can offer. */
    type(text: string): void {
        this.text = this.text.slice(0, this.at) + text + this.text.slice(this.at);
        this.at += text.length;
    }

    /** Goes to the end of a line that holds a text, and to a new line below it. */
    below(text: string, indent = ''): void {
        const found = this.text.indexOf(text);
        if (found < 0) throw new Error(`There is no “${text}” in\n${this.text}`);
        const end = this.text.indexOf('\n', found);
        this.at = end < 0 ? this.text.length : end;
        this.type(`\n${indent}`);
    }

    /** Goes to the end of the text. */
    end(text: string): void {
        this.at = this.text.length;
        this.type(text);
    }

    /** What is offered here once some letters are typed, as an editor shows it. */
    async offered(typed = ''): Promise<CompletionItem[]> {
        const marked = `${this.text.slice(0, this.at)}${typed}|${this.text.slice(this.at)}`;
        const items = await session.complete(this.path, marked);
        return items
            .filter(({ label, filterText = label }) => filterText.toLowerCase().startsWith(typed.toLowerCase()))
            .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    }

    /** Takes an offer that is among the first, once some letters of it are typed; fills in its places, one after the other. */
    async choose(label: string, { typed = '', fill = [] }: { typed?: string; fill?: readonly (string | undefined)[] } = {}): Promise<void> {
        expect(typed.length).toBeLessThanOrEqual(2);
        const items = await this.offered(typed);
        const rank = items.findIndex((item) => item.label === label);
        expect(rank, `${label} among ${items.slice(0, patience).map((item) => item.label)} in\n${this.text.slice(0, this.at)}${typed}|`).toBeGreaterThanOrEqual(
            0,
        );
        expect(rank, `${label} behind ${items.slice(0, patience).map((item) => item.label)}`).toBeLessThan(patience);
        await this.take(items[rank] as CompletionItem, typed, fill);
    }

    private async take(item: CompletionItem, typed: string, fill: readonly (string | undefined)[]): Promise<void> {
        this.type(typed);
        const document = TextDocument.create(this.path, 'terroir', 0, this.text);
        const { range, newText } = item.textEdit as { range: { start: { line: number; character: number } }; newText: string };
        const start = document.offsetAt(range.start);
        const { text, stops } = item.insertTextFormat === 2 ? stopsOf(newText) : { text: newText, stops: [] };
        this.text = this.text.slice(0, start) + text + this.text.slice(this.at);
        this.at = start + text.length;
        for (const edit of item.additionalTextEdits ?? []) {
            this.text = TextDocument.applyEdits(TextDocument.create(this.path, 'terroir', 0, this.text), [edit]);
            this.at += edit.newText.length;
        }
        const shift = this.at - start - text.length;
        let moved = 0;
        const end = this.at;
        for (const [i, { at, length, choices }] of stops.entries()) {
            const value = fill[i];
            if (value === undefined) continue;
            const place = start + shift + at + moved;
            this.text = this.text.slice(0, place) + this.text.slice(place + length);
            this.at = place;
            if (choices.length > 0) expect(choices).toContain(value);
            if (choices.length > 0 || !(await this.isOffered(value))) this.type(value);
            moved += this.at - place - length;
        }
        this.at = end + moved;
    }

    /** Takes a name that is offered at a place of a template, with its import. */
    private async isOffered(name: string): Promise<boolean> {
        const found = (await this.offered(name.slice(0, 2))).findIndex(({ label }) => label === name);
        if (found < 0) return false;
        await this.choose(name, { typed: name.slice(0, 2) });
        return true;
    }

    /** What the server finds wrong with the text or the names in it. */
    async wrong(): Promise<string[]> {
        await session.complete(this.path, `${this.text}|`);
        await session.quiet();
        return session
            .diagnosticsNow(this.path)
            .map(({ code }) => String(code))
            .filter((code) => /^(syntax|names|internal)\//.test(code));
    }

    /** The rules that are violated and not waived: what is not known is told as information. */
    async violated(): Promise<string[]> {
        await this.wrong();
        const shown = session.diagnosticsNow(this.path).filter(({ severity = DiagnosticSeverity.Error }) => severity <= DiagnosticSeverity.Warning);
        return [...new Set(shown.map(({ code }) => String(code)))];
    }
}

test('the spec of the read-me, and what is found in it', async () => {
    const newcomer = new Newcomer('readme.terroir');
    await newcomer.choose('organisation', { fill: ['Clinic', 'Clinic', 'FR', 'health-institution'] });
    newcomer.type('\n');
    await newcomer.choose('organisation', { fill: ['CloudInc', 'Cloud Inc.', 'US', 'company'] });
    newcomer.type('\n');
    await newcomer.choose('organisation', { fill: ['Cloud', 'Cloud', 'IE', 'company'] });
    newcomer.below('seat IE', '    ');
    await newcomer.choose('controlled by', { typed: 'co' });
    newcomer.type(' ');
    await newcomer.choose('CloudInc');
    newcomer.end('\n');
    await newcomer.choose('service', { fill: ['CloudFrance', 'Cloud in France', 'Cloud', 'FR'] });
    newcomer.below('stores in FR', '    ');
    await newcomer.choose('certified', { typed: 'ce' });
    newcomer.type(' ');
    await newcomer.choose('HDS');
    newcomer.end('\n');
    await newcomer.choose('dataset', { fill: ['Records', 'Records', 'health', 'care'] });
    newcomer.type('\n');
    await newcomer.choose('contract', { fill: ['Hosting', 'Hosting', 'Clinic', undefined, '2 years'] });
    newcomer.below('controller Clinic', '    ');
    await newcomer.choose('processor', { typed: 'pr' });
    newcomer.type(' ');
    await newcomer.choose('Cloud');
    newcomer.type('\n    ');
    await newcomer.choose('hosts', { typed: 'h' });
    newcomer.type(' ');
    await newcomer.choose('Records');
    newcomer.type(' ');
    await newcomer.choose('on');
    newcomer.type(' ');
    await newcomer.choose('CloudFrance');

    expect(await newcomer.wrong()).toEqual([]);
    // The very violations that the read-me shows.
    expect(await newcomer.violated()).toEqual(
        expect.arrayContaining(['reach/no-foreign-control', 'gdpr/lawful-basis-is-stated', 'gdpr/special-basis-is-stated']),
    );
}, 120_000);

test('a whole file on top of another one: its data, a contract with its award, a transfer, how to leave, and a waiver', async () => {
    const newcomer = new Newcomer('contract.terroir');
    await newcomer.choose('dataset · with whom they are about and for how long', {
        typed: 'da',
        fill: ['Records', 'Patient records', 'health', 'patients', 'FR', '400_000', 'pseudonymised', 'medical-secret', 'care', '20 years', 'last-care'],
    });
    newcomer.type('\n');
    // Names of the other file come with its import.
    await newcomer.choose('contract · hosting', {
        typed: 'co',
        fill: [
            'Hosting',
            'Hosting of the records',
            'Clinic',
            'Nimbus',
            'Records',
            'NimbusCloud',
            'Care',
            'care',
            'public-task',
            '2026-01-10',
            '2026-02-01',
            '2 years',
            'FR',
        ],
    });
    expect(newcomer.written).toMatch(/^import ".\/parties.terroir"\n/);
    expect(await newcomer.wrong()).toEqual([]);

    // What rules ask for comes before everything else, with the rule; what stands there already comes last.
    newcomer.below('lawful basis public-task', '    ');
    const offers = await newcomer.offered();
    const askedFor = offers.filter(({ labelDetails }) => labelDetails?.description?.startsWith('asked for by '));
    expect(askedFor.map(({ label }) => label)).toContain('clauses');
    expect(offers.slice(0, askedFor.length)).toEqual(askedFor);
    expect(offers.at(-1)?.label).not.toBe('clauses');
    const rank = (label: string) => offers.findIndex((offer) => offer.label === label);
    for (const standing of ['controller', 'signed', 'term', 'governed by law of']) expect(rank(standing), standing).toBeGreaterThan(rank('renewal'));

    await newcomer.choose('clauses');
    newcomer.type(' ');
    await newcomer.choose('security', { typed: 'se' });
    newcomer.type('\n    ');
    await newcomer.choose('special basis', { typed: 'sp' });
    newcomer.type(' ');
    await newcomer.choose('health-care', { typed: 'he' });
    newcomer.type('\n    ');
    await newcomer.choose('renewal', { typed: 're' });
    newcomer.type(' ');
    await newcomer.choose('3 years', { fill: ['1', 'years'] });
    newcomer.type(' ');
    await newcomer.choose('tacit');
    newcomer.type(' ');
    await newcomer.choose('at most');
    newcomer.type(' 2 ');
    await newcomer.choose('times');
    newcomer.type('\n    ');
    await newcomer.choose('award', { typed: 'aw', fill: ['open', 'Clinic', '2025-12-01', '500_000 EUR', '480_000 EUR', '123456-2025'] });
    newcomer.type('\n    ');
    await newcomer.choose('transfer to', { typed: 'tr', fill: ['US', 'NimbusInc', 'scc', 'technical-data'] });
    newcomer.type('\n    ');
    await newcomer.choose('switching', { typed: 'sw', fill: ['2 months', '30 days', '30 days', '0 EUR', '2026-02-01'] });
    expect(await newcomer.wrong()).toEqual([]);

    newcomer.end('\n');
    const [rule] = (await newcomer.violated()).filter((one) => one.startsWith('reach/'));
    await newcomer.choose('waiver', { typed: 'wa', fill: ['W-1', rule, 'Hosting', 'Until the move is done', 'Clinic'] });
    expect(await newcomer.wrong()).toEqual([]);
    expect(newcomer.written).toContain(`waiver W-1 of ${rule} on Hosting {\n    because "Until the move is done"`);
    expect(await newcomer.violated()).not.toContain(rule);
}, 120_000);

test('from an empty file to a contract with which nothing is wrong', async () => {
    const newcomer = new Newcomer('clean.terroir');
    await newcomer.choose('organisation', { fill: ['Mill', 'The mill', 'FR', 'company'] });
    newcomer.type('\n');
    await newcomer.choose('organisation', { fill: ['Founder', 'The founder', 'FR', 'natural-person'] });
    newcomer.type('\n');
    await newcomer.choose('organisation · with its owner', {
        typed: 'or',
        fill: ['Harbour', 'Harbour hosting', 'FR', 'company', '100%', 'Founder', 'Register', '2026-01-10'],
    });
    newcomer.type('\n');
    await newcomer.choose('service · with where, how and by whom', {
        typed: 'se',
        fill: [
            'HarbourCloud',
            'The cloud of Harbour',
            'Harbour',
            'iaas',
            'FR',
            'FR',
            'FR',
            'FR',
            'at-rest',
            'Mill',
            'FR',
            'ISO-27001',
            '2029-12-31',
            'Annex 2',
            '2026-01-10',
        ],
    });
    newcomer.type('\n');
    await newcomer.choose('dataset', { fill: ['Designs', 'The designs', 'industrial', 'devices'] });
    newcomer.type('\n');
    await newcomer.choose('contract', { typed: 'co', fill: ['Hosting', 'Hosting of the designs', 'Mill', '2026-01-10', '2 years'] });
    newcomer.below('controller Mill', '    ');
    await newcomer.choose('processor', { typed: 'pr' });
    newcomer.type(' ');
    await newcomer.choose('Harbour');
    newcomer.type('\n    ');
    await newcomer.choose('hosts', { typed: 'h' });
    newcomer.type(' ');
    await newcomer.choose('Designs');
    newcomer.type(' ');
    await newcomer.choose('on');
    newcomer.type(' ');
    await newcomer.choose('HarbourCloud');
    expect(await newcomer.wrong()).toEqual([]);
    expect(await newcomer.violated()).toEqual(['gdpr/lawful-basis-is-stated']);

    // What is wrong is the first thing that is offered, and then what is not known yet.
    newcomer.type('\n    ');
    expect((await newcomer.offered()).slice(0, 3).map(({ label }) => label)).toEqual(['lawful basis', 'clauses', 'switching']);
    await newcomer.choose('lawful basis');
    newcomer.type(' ');
    await newcomer.choose('contract', { typed: 'co' });
    newcomer.type('\n    ');
    expect((await newcomer.offered()).slice(0, 2).map(({ label }) => label)).toEqual(['clauses', 'switching']);
    await newcomer.choose('switching', { fill: ['2 months', '30 days', '30 days', '0 EUR', '2026-01-10'] });

    expect(await newcomer.wrong()).toEqual([]);
    expect(await newcomer.violated()).toEqual([]);
    expect(parse(newcomer.written).tree.declarations?.length).toBe(6);
}, 120_000);
