import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from './driver.ts';
import { until } from './until.ts';

/** What a click or a search leads to where VS Code has a mind of its own. */
export async function checkLeading(driver: Driver, emc2: string): Promise<void> {
    const { page } = driver;

    await driver.check('a click on a cited norm leads into the library, and nowhere else', async () => {
        await driver.open('emc2.terroir');
        await driver.goToLine(emc2, 'under lil-66');
        const norm = driver.line('under lil-66').locator('span span', { hasText: 'lil-66' }).first();
        await until('the norm', async () => {
            await page.keyboard.down('Control');
            await norm.click();
            await page.keyboard.up('Control');
            return page
                .locator('.tab.active', { hasText: 'norms-france.terroir' })
                .first()
                .waitFor({ timeout: 3000 })
                .then(
                    () => true,
                    () => false,
                );
        });
        if (driver.window.context.pages().length > 1 || driver.window.strangers.size > 0) throw new Error('a page of the web was opened');
        await page.keyboard.press('Control+F4');
    });
    await driver.check('symbols are found by their kind', async () => {
        await page.keyboard.press('Control+T');
        const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
        await input.waitFor();
        await input.fill('#:contract emc');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'EMC2Hosting' }).first().waitFor();
        await driver.shoot('symbols');
        await page.keyboard.press('Escape');
    });
}

/** A server that cannot start, at the end of all else: one message, not one for each try. */
export async function checkDying(driver: Driver): Promise<void> {
    const { page, server } = driver;
    await driver.check('a server that dies while it starts is told once', async () => {
        const extensions = join(server.workspace, '../extensions');
        const [own] = readdirSync(extensions).filter((name) => name.includes('terroir'));
        writeFileSync(join(extensions, own ?? '', 'dist/server/lsp-node.cjs'), 'process.exit(3);');
        await driver.command('Terroir: Restart the server');
        // What is told while nobody looks waits behind the bell.
        await page.locator('.statusbar .codicon-bell-dot').waitFor();
        await driver.command('Notifications: Show Notifications');
        const messages = page.locator('.notifications-center .notification-list-item-message');
        await messages.filter({ hasText: 'is not started again' }).first().waitFor();
        await driver.shoot('dead server');
        const told = await messages.allInnerTexts();
        if (told.length > 1) throw new Error(told.join('\n'));
    });
}
