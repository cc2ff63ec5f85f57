// Takes the pictures of the read-me files, in English and in French, from the packaged extension in a real VS Code:
// `npm run build && npm run package && npm run e2e:host`, then `npm run pictures`, or `npm run pictures -- day tour` for some of them.
// Whoever adds one looks at it.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Driver } from './driver.ts';
import { until } from './until.ts';
import { root } from './workbench.ts';

const emc2 = readFileSync(join(root, 'examples/emc2/emc2.terroir'), 'utf8');
const rule = 'reach/no-foreign-control';

/** What belongs to no picture: the name of the host, and a map of the text too small to read. */
const plain = { 'window.title': '${activeEditorShort}${separator}${rootName}', 'editor.minimap.enabled': false };

/** What stands above the contract; it may come late, and moves the text. */
const lensOf = ({ page }: Driver) => page.locator('.codelens-decoration', { hasText: '2026-12-20' }).first();

type Scene = (driver: Driver) => Promise<void>;

/** Each picture by its name, in an order in which one leaves the window fit for the next. */
const scenes: Readonly<Record<string, Scene>> = {
    editor: async (driver) => {
        await driver.open('emc2.terroir');
        await driver.goToLine(emc2, 'hosts EMC2 on AzureFrance');
        // All specs are judged when the number of findings stands still.
        const number = driver.page.locator('.part.panel .action-item.checked .badge');
        await driver.finding(rule);
        for (let last: string | null = ''; last !== (await number.textContent()); await driver.page.waitForTimeout(3000)) last = await number.textContent();
        await driver.finding(rule);
        await driver.page.locator('.part.panel .viewpane-filter-badge:visible').first().waitFor();
        await lensOf(driver).waitFor();
    },
    hover: async (driver) => {
        await driver.goToLine(emc2, 'contract EMC2Hosting');
        const days = driver.say('Next changes');
        await until('the hover at its days', async () => {
            // A lens that comes late moves the line from under the pointer, and the hover goes.
            const hover = await driver.hoverOver('contract EMC2Hosting', 'EMC2Hosting', days);
            return hover
                .getByText(days)
                .first()
                .scrollIntoViewIfNeeded({ timeout: 3000 })
                .then(
                    () => true,
                    () => false,
                );
        });
    },
    fixes: async (driver) => {
        const late = 'term/transition-within-limit';
        await driver.quickFix(late, driver.say('Waive {rule} on {name}, with a reason', { rule: late, name: 'EMC2Hosting' }));
    },
    rule: async (driver) => {
        await driver.rulePage(rule);
        await driver.page.keyboard.press('Control+J');
        await driver.page.locator('.part.panel').waitFor({ state: 'hidden' });
    },
    reach: (driver) => viewAlone(driver, 'terroir.showReach', 820),
    timeline: (driver) => viewAlone(driver, 'terroir.showTimeline', 1160),
    hints: async (driver) => {
        await textAlone(driver, { width: 1000, height: 640 });
        await driver.goToLine(emc2, 'term 3 years');
        await lensOf(driver).waitFor();
        await driver.line(driver.language === 'fr' ? 'jusqu’au 2026-12-20' : 'until 2026-12-20').waitFor();
    },
    suggest: async (driver) => {
        await textAlone(driver, { width: 1000, height: 560 });
        await driver.goToLine(emc2, 'category health');
        await driver.page.keyboard.type(', ', { delay: 20 });
        await driver.page.keyboard.press('Control+Space');
        await driver.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'genetic' }).first().waitFor();
        for (let i = 0; i < 2; i++) await driver.page.keyboard.press('ArrowDown');
        await driver.page.waitForTimeout(800);
    },
    day: async (driver) => {
        await driver.goToLine(emc2, 'contract EMC2Hosting');
        await driver.page
            .locator('.statusbar-item', { hasText: driver.say('Judged at {day}', { day: '2026-11-23' }) })
            .first()
            .click();
        await driver.page.locator('.quick-input-list .monaco-list-row', { hasText: '2026-12-21' }).first().waitFor();
        await driver.page.mouse.move(0, 0);
        await driver.page.waitForTimeout(500);
    },
    tour: async (driver) => {
        // The palette knows our commands once the extension runs.
        await textAlone(driver, { width: 1160, height: 720 });
        await driver.command(driver.title('terroir.tour'));
        await driver.view.locator('svg').first().waitFor();
        await driver.page.waitForTimeout(500);
    },
};

type Size = { readonly width: number; readonly height: number };

/** Opens the text and nothing beside it. What a view leaves behind would hide it: a group of editors that fills the window. */
async function textAlone(driver: Driver, size: Size): Promise<void> {
    const { page } = driver;
    await page.setViewportSize(size);
    await driver.command('View: Close All Editors');
    await page.locator('.tab').first().waitFor({ state: 'detached' });
    await driver.open('emc2.terroir');
    for (const [part, keys] of [
        ['sidebar', 'Control+B'],
        ['panel', 'Control+J'],
    ] as const) {
        const bar = page.locator(`.part.${part}`);
        if (await bar.isVisible()) await page.keyboard.press(keys);
        await bar.waitFor({ state: 'hidden' });
    }
}

/** Shows a view and nothing beside it, in a window that has room for the whole picture, whatever the language makes of its height. */
async function viewAlone(driver: Driver, command: string, width: number): Promise<void> {
    await textAlone(driver, { width: 1160, height: 720 });
    await driver.goToLine(emc2, 'contract EMC2Hosting');
    await driver.showView(command);
    await driver.page.locator('.tab', { hasText: 'EMC2 warehouse' }).last().click();
    await driver.command('View: Maximize Editor Group and Hide Side Bars');
    await driver.page.setViewportSize({ width, height: 1000 });
    const picture = driver.view.locator('svg.terroir-picture');
    await picture.waitFor();
    await driver.page.waitForTimeout(500);
    const { y, height } = (await picture.boundingBox()) ?? { y: 0, height: 0 };
    const statusBar = 32;
    await driver.page.setViewportSize({ width, height: Math.ceil(y + height) + statusBar });
    await driver.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
    await driver.page.mouse.move(0, 0);
    await driver.page.waitForTimeout(500);
}

/** Each run of the editor: its language, where its pictures go, and the settings under which they look different. */
const runs = [
    { language: 'en', folder: '', names: Object.keys(scenes).filter((name) => name !== 'suggest'), suffix: '', settings: {} },
    { language: 'fr', folder: 'fr', names: ['editor', 'hover', 'fixes', 'rule', 'reach', 'timeline', 'suggest'], suffix: '', settings: {} },
    { language: 'en', folder: '', names: ['reach'], suffix: '-dark', settings: { 'workbench.colorTheme': 'Default Dark Modern' } },
    { language: 'en', folder: '', names: ['timeline'], suffix: '-contrast', settings: { 'workbench.colorTheme': 'Default High Contrast' } },
] as const;
const wanted = process.argv.slice(2);

for (const { language, folder, names, suffix, settings } of runs) {
    const taken = names.filter((name) => wanted.length === 0 || wanted.includes(name + suffix));
    if (taken.length === 0) continue;
    const target = join(root, 'docs/images', folder);
    mkdirSync(target, { recursive: true });
    await Driver.run(
        `pictures-${language}${suffix}`,
        language,
        async (driver) => {
            await driver.page.setViewportSize({ width: 1160, height: 720 });
            await driver.openWorkbench();
            for (const name of taken) {
                await driver.check(name, async () => {
                    // What the last one left open.
                    await driver.page.mouse.move(0, 0);
                    await driver.page.keyboard.press('Escape');
                    await scenes[name]?.(driver);
                    // A palette is enough for an editor, and a third of the size.
                    await sharp(await driver.page.screenshot())
                        .png({ palette: true, effort: 10 })
                        .toFile(join(target, `${name}${suffix}.png`));
                });
            }
        },
        { ...plain, ...settings },
    );
}
