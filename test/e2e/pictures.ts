// Takes the pictures of the read-me files, in English and in French, from the packaged extension in a real VS Code:
// `npm run build && npm run package && npm run e2e:host`, then `npm run pictures`. Whoever adds one looks at it.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Driver } from './driver.ts';
import { root } from './workbench.ts';

const french: Record<string, string> = JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8'));
const emc2 = readFileSync(join(root, 'examples/emc2/emc2.terroir'), 'utf8');
const rule = 'reach/no-foreign-control';

/** What belongs to no picture: the name of the host, and a map of the text too small to read. */
const plain = { 'window.title': '${activeEditorShort}${separator}${rootName}', 'editor.minimap.enabled': false };

type Say = (template: string, holes?: Readonly<Record<string, string>>) => string;
type Scene = (driver: Driver, say: Say) => Promise<void>;

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
    },
    hover: async (driver, say) => {
        await driver.goToLine(emc2, 'contract EMC2Hosting');
        const hover = await driver.hoverOver('contract EMC2Hosting', 'EMC2Hosting', say('Next changes'));
        await hover.getByText(say('Next changes')).first().scrollIntoViewIfNeeded();
    },
    fixes: async (driver, say) => {
        const late = 'term/transition-within-limit';
        await driver.quickFix(late, say('Waive {rule} on {name}, with a reason', { rule: late, name: 'EMC2Hosting' }));
    },
    rule: async (driver) => {
        await driver.rulePage(rule);
        await driver.page.keyboard.press('Control+J');
        await driver.page.locator('.part.panel').waitFor({ state: 'hidden' });
    },
    reach: async (driver) => {
        await driver.open('emc2.terroir');
        await driver.goToLine(emc2, 'contract EMC2Hosting');
        await driver.page.keyboard.press('Control+B');
        await driver.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
        await viewAlone(driver, 'terroir.showReach', { width: 820, height: 1330 });
    },
    timeline: async (driver) => {
        await driver.page.setViewportSize({ width: 1160, height: 720 });
        await driver.command('View: Reset Editor Group Sizes');
        await driver.page.locator('.tab', { hasText: 'emc2.terroir' }).first().click();
        await viewAlone(driver, 'terroir.showTimeline', { width: 1160, height: 990 });
    },
};

/** Shows a view and nothing beside it, in a window that has room for the whole picture. */
async function viewAlone(driver: Driver, command: string, size: { readonly width: number; readonly height: number }): Promise<void> {
    await driver.showView(command);
    await driver.page.locator('.tab', { hasText: 'EMC2 warehouse' }).last().click();
    await driver.command('View: Maximize Editor Group and Hide Side Bars');
    await driver.page.setViewportSize(size);
    await driver.view.locator('svg.terroir-picture').waitFor();
    await driver.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
    await driver.page.waitForTimeout(500);
}

for (const language of ['en', 'fr'] as const) {
    const folder = join(root, 'docs/images', language === 'en' ? '' : language);
    mkdirSync(folder, { recursive: true });
    const say: Say = (template, holes = {}) =>
        (language === 'fr' ? (french[template] ?? template) : template).replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole);
    await Driver.run(
        `pictures-${language}`,
        language,
        async (driver) => {
            await driver.page.setViewportSize({ width: 1160, height: 720 });
            await driver.openWorkbench();
            for (const [name, scene] of Object.entries(scenes)) {
                await driver.check(name, async () => {
                    // What the last one left open.
                    await driver.page.mouse.move(0, 0);
                    await driver.page.keyboard.press('Escape');
                    await scene(driver, say);
                    // A palette is enough for an editor, and a third of the size.
                    await sharp(await driver.page.screenshot())
                        .png({ palette: true, effort: 10 })
                        .toFile(join(folder, `${name}.png`));
                });
            }
        },
        plain,
    );
}
