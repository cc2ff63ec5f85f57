import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from './driver.ts';
import { until } from './until.ts';

/** What is said of the same things in either language. */
const said = {
    en: {
        whole: 'contract · hosting',
        about: 'A contract under which data are hosted',
        clause: 'asked for by',
        sentence: 'The clauses of the contract',
        title: 'full name',
        end: 'the last day of its term',
    },
    fr: {
        whole: 'contract · hébergement',
        about: 'Un contrat en vertu duquel',
        clause: 'demandé par',
        sentence: 'Les clauses du contrat',
        title: 'nom complet',
        end: 'le dernier jour de sa durée',
    },
};

/** Somebody writes: what is offered and what is told of it, taken and taken back. */
export async function checkWriting(driver: Driver): Promise<void> {
    const { page, server } = driver;
    const emc2 = readFileSync(join(server.workspace, 'emc2/emc2.terroir'), 'utf8');
    const { whole, about, clause, sentence, title, end } = said[driver.language];
    const row = (text: string) => page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first();
    /** What is told of the item that is chosen: the key that asks for the list shows and hides it. */
    const details = (text: string) =>
        until(`“${text}” beside the list`, async () => {
            const shown = page.locator('.suggest-details-container:visible', { hasText: text }).first();
            const isShown = await shown.waitFor({ timeout: 2000 }).then(
                () => true,
                () => false,
            );
            if (!isShown) await page.keyboard.press('Control+Space');
            return isShown;
        });
    const revert = () =>
        until('the file as it was', async () => {
            if ((await page.locator('.tab.active.dirty').count()) === 0) return true;
            await driver.command('File: Revert File');
            return false;
        });
    const suggest = async (text: string) => {
        await page.keyboard.press('Control+Space');
        await row(text).waitFor();
    };

    await driver.check('what rules ask for is offered first, with the rule that asks', async () => {
        await driver.open('emc2.terroir');
        await driver.goToLine(emc2, 'effective 2023-12-21');
        await page.keyboard.press('Enter');
        await suggest(clause);
        await page.keyboard.type('cl', { delay: 20 });
        await row('clauses').waitFor();
        await details(sentence);
        await driver.shoot('11 asked for');
        await page.keyboard.press('Escape');
        await revert();
    });

    await driver.check('a whole contract is written with one choice', async () => {
        await driver.goToLine(emc2, 'data technical-data');
        await page.keyboard.press('Control+End');
        await page.keyboard.type('con', { delay: 20 });
        await suggest(whole);
        await until('the one that is meant', async () => {
            if (await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: whole }).count()) return true;
            await page.keyboard.press('ArrowDown');
            return false;
        });
        await details(about);
        await driver.shoot('12 whole declarations');
        // By its row, not by the key that takes whichever is chosen: what is told is the same for all contracts, and a list that was asked
        // for anew chooses its first.
        await row(whole).click();
        await driver.line(title).waitFor();
        // By the keyboard: over what is told of a word under the mouse the wheel would turn that, and not the text. What opens by itself,
        // at a moment of its own, takes the keys of the arrows: it is closed each time, and the way down is the one to the end.
        await until('the end of the contract in sight', async () => {
            const isThere = await driver.line('governed by law of FR').isVisible();
            if (!isThere) {
                await page.keyboard.press('Escape');
                await page.keyboard.press('Control+End');
            }
            return isThere;
        });
        await driver.shoot('13 whole contract');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await revert();
    });

    await driver.check('hovering a value tells what follows from it', async () => {
        await driver.goToLine(emc2, 'term 3 years');
        const hover = await driver.hoverOver('term 3 years', 'years', end);
        await hover.getByText('2026-12-20').first().waitFor();
        await driver.shoot('14 value');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+Home');
    });
}
