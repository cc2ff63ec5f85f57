import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import type { Driver } from './driver.ts';
import { until } from './until.ts';

/** The views in a real workbench, whose frames run the page that the server made: looked at, gone through, and saved. */
export async function checkViews(driver: Driver): Promise<void> {
    const { page, server } = driver;
    const read = (path: string) => readFileSync(join(server.workspace, path), 'utf8');
    const view = () => driver.view;
    const tab = (title: string) => page.locator('.tab.active', { hasText: title }).first();
    const show = async (command: string, title: string) => {
        await driver.showView(command);
        await tab(title).waitFor();
    };

    await driver.check('the view of reach opens beside the text', async () => {
        await driver.open('emc2.terroir');
        await driver.goToLine(read('emc2/emc2.terroir'), 'hosts EMC2 on AzureFrance');
        await page.keyboard.press('Control+J');
        await show('terroir.showReach', 'Reach: Hosting of the EMC2 warehouse');
        await view().locator('.thing', { hasText: 'Microsoft Corporation' }).first().waitFor();
        await driver.shoot('10 reach');
    });
    await driver.check('text in the picture stays inside its card, in the font of the workbench', async () => {
        const outside = await view()
            .locator('g.thing')
            .evaluateAll((things) =>
                (things as unknown as SvgPart[]).flatMap((thing) => {
                    const card = thing.querySelector('.tint').getBBox();
                    return [...thing.querySelectorAll('text')]
                        .filter((text) => text.getBBox().x + text.getBBox().width > card.x + card.width)
                        .map((text) => text.textContent);
                }),
            );
        if (outside.length > 0) throw new Error(outside.join('\n'));
    });
    await driver.check('beside the buttons the choice is read, or on a line of its own', async () => {
        const tools = async () => {
            const [choice, button] = await Promise.all([view().locator('select'), view().locator('button').first()].map((one) => one.boundingBox()));
            if (!choice || !button) throw new Error('no tools');
            return { choice, button };
        };
        try {
            await until('a line of its own', async () => {
                await page.setViewportSize({ width: 1000, height: 800 });
                const { choice, button } = await tools();
                return choice.y + choice.height <= button.y && choice.width > 200;
            });
            await driver.shoot('10 reach in a narrow frame');
        } finally {
            await page.setViewportSize({ width: 1280, height: 800 });
        }
        await until('one line', async () => {
            const { choice, button } = await tools();
            return Math.abs(choice.y - button.y) < 2 && choice.width > 180;
        });
    });
    await driver.check('a card leads to the text', async () => {
        await view()
            .locator('.thing', { has: page.locator('.name', { hasText: 'Microsoft Ireland' }) })
            .first()
            .click();
        await tab('parties.terroir').waitFor();
        await driver.line('organisation MicrosoftIreland').waitFor();
    });
    await driver.check('so does an arrow by the keyboard', async () => {
        await view().locator('.tie', { hasText: 'controlled by' }).first().focus();
        await page.keyboard.press('Enter');
        const line =
            read('emc2/parties.terroir')
                .split('\n')
                .findIndex((one) => one.includes('controlled by MicrosoftCorporation')) + 1;
        await page
            .locator('.statusbar-item', { hasText: `Ln ${line},` })
            .first()
            .waitFor();
    });
    await driver.check('and a row of the tables', async () => {
        await view().locator('table a', { hasText: 'EMC2 warehouse' }).first().click();
        await tab('emc2.terroir').waitFor();
    });
    await driver.check('the picture is saved as a file', async () => {
        await save(driver, view(), 'SVG', 'reach.svg');
        const file = join(server.workspace, 'reach.svg');
        await until('the file', () => existsSync(file));
        if (!readFileSync(file, 'utf8').startsWith('<svg xmlns="http://www.w3.org/2000/svg"')) throw new Error('this is no SVG');
    });
    await driver.check('and as a picture of points', async () => {
        await save(driver, view(), 'PNG', 'reach.png');
        const file = join(server.workspace, 'reach.png');
        await until('the file', () => existsSync(file) && readFileSync(file).subarray(1, 4).toString() === 'PNG');
    });
    await driver.check('an edit is seen in the open view, and so is taking it back', async () => {
        // Where the focus is, there a file opens: back to the text first.
        await until('the text in focus', async () => {
            // Again until it has it: the view may take it back while it is still busy.
            await page.locator('.tab', { hasText: 'emc2.terroir' }).first().click();
            return page
                .locator('.monaco-editor.focused')
                .first()
                .waitFor({ timeout: 2000 })
                .then(
                    () => true,
                    () => false,
                );
        });
        await driver.pointAt(read('emc2/emc2.terroir'), 'contract EMC2Hosting', '"Hosting of');
        await page.keyboard.type('New ', { delay: 20 });
        await tab('Reach: New Hosting of the EMC2 warehouse').waitFor();
        await driver.command('File: Revert File');
        await tab('Reach: Hosting of the EMC2 warehouse').waitFor();
    });
    await driver.check('the timeline opens', async () => {
        await show('terroir.showTimeline', 'Timeline: Hosting of the EMC2 warehouse');
        await view().locator('.row', { hasText: 'Délibération' }).first().waitFor();
        await driver.shoot('11 timeline');
    });
    await driver.check('the views close', async () => {
        for (const title of ['Timeline', 'Reach']) {
            const shown = page.locator('.tab', { hasText: `${title}:` }).first();
            await shown.click({ button: 'middle' });
            await shown.waitFor({ state: 'detached' });
        }
        // The panel takes the focus when it comes back.
        await page.keyboard.press('Control+J');
        await page.locator('.part.panel').waitFor();
        await page.locator('.tab', { hasText: 'emc2.terroir' }).first().click();
    });
}

/** What is asked here of the elements of a page; the rest of the project does without a browser's typings. */
interface SvgPart {
    querySelector(selector: string): SvgPart;
    querySelectorAll(selector: string): Iterable<SvgPart>;
    getBBox(): { readonly x: number; readonly width: number };
    readonly textContent: string;
}

async function save({ page, server }: Driver, view: FrameLocator, button: string, file: string): Promise<void> {
    await view.getByRole('button', { name: `Save as ${button}` }).click();
    const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
    await until('the dialog', async () => (await input.inputValue()).endsWith(file));
    await input.fill(join(server.workspace, file));
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
}
