import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from './driver.ts';
import { root } from './workbench.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [tour] = manifest.contributes.walkthroughs as { steps: { id: string; title: string; media: { svg?: string } }[] }[];

/** The label of the link that leads from a text of the manifest to a command. */
const linkTo = (text: string | undefined, command: string): string => new RegExp(`\\[([^\\]]+)\\]\\(command:${command}\\)`).exec(text ?? '')?.[1] ?? command;

/** Where somebody begins who has not written a spec yet: an empty window, a new file, the tour. */
export async function checkBeginning(driver: Driver): Promise<void> {
    const { page, titles } = driver;
    const draft = page.locator('.tab.active', { hasText: 'Untitled-' }).first();
    const discard = () => driver.command('View: Revert and Close Editor');

    await driver.check('an empty window says how to begin, and does it', async () => {
        await page.goto(driver.server.nothingOpen);
        await page.locator('.activitybar .action-item a[aria-label^="Explorer"]').first().click();
        const welcome = page
            .locator('.welcome-view-content')
            .filter({ hasText: /\.terroir/ })
            .last();
        await welcome.waitFor({ timeout: 60_000 });
        await driver.shoot('0 empty window');
        await welcome.locator('.monaco-button', { hasText: linkTo(titles['welcome.noFolder'], 'terroir.newSpec') }).click();
        await draft.waitFor();
        await driver.line('contract').waitFor();
        await discard();
    });
    await driver.check('a new file may be a spec', async () => {
        await driver.command('Create: New File...');
        const row = page.locator('.quick-input-list .monaco-list-row', { hasText: titles['command.newSpec.short'] ?? '' }).first();
        await row.click();
        await draft.waitFor();
        await driver.line('contract').waitFor();
        await discard();
    });
    await driver.check('the tour opens, and each step shows its picture or its page', async () => {
        // Beside a side bar there is no room for pictures.
        await page.keyboard.press('Control+B');
        await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
        await driver.command(driver.title('terroir.tour'));
        for (const [i, { id, title, media }] of (tour?.steps ?? []).entries()) {
            const step = page.locator('.getting-started-step', { hasText: titles[title.replaceAll('%', '')] ?? title }).first();
            if (i > 0) await step.click();
            await page.locator('.getting-started-step.expanded', { hasText: titles[`tour.${id}`] ?? id }).waitFor();
            const shown = driver.view.locator(media.svg ? 'svg' : 'body :is(p, table)').first();
            await shown.waitFor();
            await driver.shoot(`tour ${i + 1} ${id}`);
        }
        await page.keyboard.press('Control+F4');
    });
}

/** Another day of judgement, by the mouse. */
export async function checkDays(driver: Driver): Promise<void> {
    const { page } = driver;
    const bar = (day: string) => page.locator('.statusbar-item', { hasText: driver.say('Judged at {day}', { day }) }).first();
    const choose = async (from: string, to: string) => {
        await bar(from).click();
        const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
        await input.waitFor();
        await page
            .locator('.quick-input-list .monaco-list-row', { hasText: driver.say('Today') })
            .first()
            .waitFor();
        await driver.shoot(`day ${from}`);
        await input.fill(to);
        await page
            .locator('.quick-input-list .monaco-list-row.focused', { hasText: driver.say('Judge at {day}', { day: to }) })
            .first()
            .waitFor();
        await page.keyboard.press('Enter');
        await bar(to).waitFor();
    };

    await driver.check('the day in the status bar is another day’s door', async () => {
        await driver.open('emc2.terroir');
        await driver.finding('state/sensitive-data-is-shielded');
        await choose('2026-11-23', '2023-12-31');
        await driver.noFinding('state/sensitive-data-is-shielded');
        await choose('2023-12-31', '2026-11-23');
        await driver.finding('state/sensitive-data-is-shielded');
    });
}
