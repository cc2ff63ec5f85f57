// The same extension in an editor that speaks French.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBeginning, checkDays } from './beginning-checks.ts';
import { Driver } from './driver.ts';
import { root } from './workbench.ts';
import { checkWriting } from './writing-checks.ts';

const french: Record<string, string> = JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8'));

/** A pattern for a French message: its holes may hold anything. */
const pattern = (message: string) =>
    new RegExp(
        message
            .split(/\{\w+\}/)
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s'))
            .join('.+?'),
    );

await Driver.run('french', 'fr', async (driver) => {
    const { page } = driver;
    await checkBeginning(driver);
    await driver.check('the workbench opens the examples', () => driver.openWorkbench());
    await checkWriting(driver);
    await driver.check('the findings are in French', async () => {
        await driver.open('emc2.terroir');
        const text = await (await driver.finding('reach/no-foreign-control')).textContent();
        if (!Object.values(french).some((message) => message.length > 20 && pattern(message).test(text ?? '')))
            throw new Error(`no French message matches “${text}”`);
    });
    await driver.check('no finding is left in English', async () => {
        const rows = await driver.allFindings();
        const english = rows.filter(
            (text) => /\b(the|is|not|has been|of)\b/.test(text.replace(/[“«][^”»]*[”»]/g, '')) && !/\b(le|la|les|est|ne|de|du|des)\b/.test(text ?? ''),
        );
        if (english.length > 0) throw new Error(english.join('\n'));
    });
    await driver.shoot('problems');
    await checkDays(driver);
    await driver.check('the commands have French titles', async () => {
        await page.keyboard.press('F1');
        const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
        await input.waitFor();
        await input.fill('>Terroir: Redémarrer');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Redémarrer le serveur' }).first().waitFor();
        await page.keyboard.press('Escape');
    });
});
