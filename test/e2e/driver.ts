import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { Checks, out } from './checks.ts';
import { until } from './until.ts';
import { openWindow, pick, root, runCommand, type Server, startServer, type Window } from './workbench.ts';

const shots = join(out, 'shots');
const read = (path: string): Record<string, string> => JSON.parse(readFileSync(join(root, path), 'utf8'));
const french = read('language/l10n/bundle.l10n.fr.json');

/** A person at the editor: the packaged extension, on a copy of the examples, judged on the day of the EMC2 story. */
export class Driver {
    readonly checks: Checks;
    readonly language: 'en' | 'fr';
    readonly server: Server;
    readonly window: Window;
    readonly page: Page;
    /** The rows of the Problems panel that are in sight. */
    readonly problems: Locator;
    /** The lines that the editor shows; those out of sight are not there. */
    readonly lines: Locator;
    /** What the manifest calls things. */
    readonly titles: Readonly<Record<string, string>>;

    private constructor(suite: string, language: 'en' | 'fr', server: Server, window: Window) {
        this.language = language;
        this.titles = read(language === 'fr' ? 'package.nls.fr.json' : 'package.nls.json');
        this.server = server;
        this.window = window;
        this.page = window.page;
        this.problems = this.page.locator('.markers-panel .monaco-list-row');
        this.lines = this.page.locator('.editor-instance .monaco-editor .view-line');
        this.checks = new Checks(suite, async (name) => {
            await this.shoot(`failed ${name}`);
            await this.#tellSight();
            // What a failed check leaves open must not spoil the next.
            for (let i = 0; i < 3; i++) await this.page.keyboard.press('Escape');
        });
    }

    /** Runs a suite and reports it, whatever happens. */
    static async run(suite: string, language: 'en' | 'fr', play: (driver: Driver) => Promise<void>, settings: object = {}): Promise<void> {
        const server = await startServer({ vsix: join(root, 'dist/terroir.vsix'), settings: { 'terroir.asOf': '2026-11-23', ...settings } });
        const window = await openWindow();
        const driver = new Driver(suite, language, server, window);
        driver.page.setDefaultTimeout(30_000);
        // Where a desktop installs a language pack, the web workbench reads its language from this name. The frame stays English,
        // for want of its texts, but extensions are told the language.
        if (language !== 'en') await window.context.addInitScript({ content: `globalThis._VSCODE_NLS_LANGUAGE = '${language}';` });
        try {
            await play(driver);
        } catch (error) {
            await driver.checks.check('the suite runs to its end', () => Promise.reject(error));
        } finally {
            writeFileSync(join(out, `${suite}.log`), window.console.join('\n'));
            await window.browser.close();
            await server.stop();
        }
        driver.checks.finish();
    }

    check(name: string, run: () => Promise<void>): Promise<void> {
        return this.checks.check(name, run);
    }

    async shoot(name: string): Promise<void> {
        mkdirSync(shots, { recursive: true });
        await this.page.screenshot({ path: join(shots, `${this.checks.suite} ${name}.png`.replace(/[^\w.-]+/g, '-')) });
    }

    /** What stood there, in words, for whoever has the log alone. */
    async #tellSight(): Promise<void> {
        const open =
            '.suggest-widget.visible, .parameter-hints-widget.visible, .monaco-hover:visible, .quick-input-widget:visible, .notifications-toasts.visible';
        console.log(`  tabs: ${(await this.page.locator('.tab').allInnerTexts()).join(' | ')}`);
        for (const text of await this.page.locator(open).allInnerTexts()) console.log(`  open: ${text.replace(/\s+/g, ' ').slice(0, 200)}`);
        for (const text of await this.lines.allInnerTexts()) console.log(`  line: ${text}`);
    }

    async openWorkbench(): Promise<void> {
        await this.page.goto(this.server.workbench());
        await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    }

    async open(file: string): Promise<void> {
        await this.#quickOpen(file, file, this.page.locator('.tab.active', { hasText: file }).first());
        await this.lines.first().waitFor();
    }

    /** Puts the cursor at the end of a line that is found by its text. */
    async goToLine(source: string, text: string): Promise<void> {
        const line = source.split('\n').findIndex((candidate) => candidate.includes(text)) + 1;
        if (line === 0) throw new Error(`no line contains “${text}”`);
        await this.#quickOpen(`:${line}`, `line ${line}`, this.page.locator('.statusbar-item', { hasText: `Ln ${line},` }).first());
        await this.page.keyboard.press('End');
        await this.line(text).waitFor();
    }

    /** Again until it is done: on a busy machine a key that comes while the list is made anew is lost. */
    async #quickOpen(text: string, row: string, done: Locator): Promise<void> {
        await until(`Quick Open of ${text}`, async () => {
            await this.page.keyboard.press('Control+P');
            return pick(this.page, text, row)
                .then(() => done.waitFor({ timeout: 3000 }))
                .then(
                    () => true,
                    () => this.page.keyboard.press('Escape').then(() => false),
                );
        });
    }

    /** A visible line, by its text; the editor shows spaces as no-break spaces. */
    line(text: string): Locator {
        return this.lines.filter({ hasText: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s')) }).first();
    }

    /** Puts the cursor at the first letter of a word of a visible line. */
    async pointAt(source: string, text: string, word: string): Promise<void> {
        await this.goToLine(source, text);
        await this.page.keyboard.press('Home');
        const line = source.split('\n').find((candidate) => candidate.includes(text)) ?? '';
        const steps = line.indexOf(word) - (line.length - line.trimStart().length) + 1;
        for (let i = 0; i < steps; i++) await this.page.keyboard.press('ArrowRight');
    }

    /** The row of the Problems panel that holds a text. Only rows in sight are there, so the panel is filtered by the text. */
    async finding(text: string): Promise<Locator> {
        const row = this.problems.filter({ hasText: text }).first();
        await until(`“${text}” among the problems`, async () => {
            // Again each time: a filter that once found nothing goes on saying so when a finding comes.
            await this.#filter('');
            await this.#filter(text);
            return row.waitFor({ timeout: 2000 }).then(
                () => true,
                () => false,
            );
        });
        return row;
    }

    async noFinding(text: string): Promise<void> {
        await until(`“${text}” to go from the problems`, async () => {
            await this.#filter('');
            await this.#filter(text);
            const nothing = this.page.locator('.markers-panel .message-box-container:visible');
            return nothing.waitFor({ timeout: 2000 }).then(
                () => true,
                () => false,
            );
        });
    }

    async allFindings(): Promise<string[]> {
        await this.#filter('');
        await this.problems.first().waitFor();
        return this.problems.allInnerTexts();
    }

    /** Rests the pointer on a word of a visible line until the editor says something that holds a text; gives the hover. */
    async hoverOver(line: string, word: string, text: string): Promise<Locator> {
        const name = this.line(line).locator('span span', { hasText: word }).first();
        const hover = this.page.locator('.monaco-hover:visible', { hasText: text }).first();
        await until('the hover', async () => {
            // A pointer that rested there before the line had settled does not ask again.
            await this.page.mouse.move(0, 0);
            await name.hover();
            return hover.waitFor({ timeout: 3000 }).then(
                () => true,
                () => false,
            );
        });
        return hover;
    }

    /** Opens the list of quick fixes where a finding stands; gives the row that holds a text. */
    async quickFix(finding: string, text: string): Promise<Locator> {
        await (await this.finding(finding)).dblclick();
        await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
        const fix = this.page.locator('.action-widget .monaco-list-row', { hasText: text }).first();
        await until('the quick fix', async () => {
            // The first list may close again, while the editor takes the focus.
            await this.page.keyboard.press('Control+.');
            return fix.waitFor({ timeout: 2000 }).then(
                () => true,
                () => this.page.keyboard.press('Escape').then(() => false),
            );
        });
        return fix;
    }

    /** Opens the page of a rule by the code of a finding; gives its heading, once the workbench shows it. */
    async rulePage(rule: string): Promise<Locator> {
        await (await this.finding(rule)).locator('a', { hasText: rule }).first().click();
        const heading = this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator('h1', { hasText: rule }).first();
        await heading.waitFor();
        return heading;
    }

    async #filter(text: string): Promise<void> {
        if (!(await this.page.locator('.part.panel .markers-panel').isVisible())) await this.page.keyboard.press('Control+Shift+M');
        await this.page.locator('.part.panel .viewpane-filter input').first().fill(text);
    }

    /** What the palette calls a command of ours, such as `terroir.tour`. */
    title(command: string): string {
        return `Terroir: ${this.titles[`command.${command.replace('terroir.', '')}`]}`;
    }

    /** A message in the language of the editor. */
    say(template: string, holes: Readonly<Record<string, string>> = {}): string {
        return (this.language === 'fr' ? (french[template] ?? template) : template).replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole);
    }

    command(title: string): Promise<void> {
        return runCommand(this.page, title);
    }

    /** The page of the view in sight. */
    get view(): FrameLocator {
        return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
    }

    /** Opens a view by its command, such as `terroir.showReach`, and waits for its picture. */
    async showView(command: string): Promise<void> {
        await this.command(this.title(command));
        await this.view.locator('svg.terroir-picture').waitFor();
    }
}
