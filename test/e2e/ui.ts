// A buyer's morning with the packaged extension in a real VS Code.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBeginning, checkDays } from './beginning-checks.ts';
import { Driver } from './driver.ts';
import { checkDying, checkLeading } from './leading-checks.ts';
import { until } from './until.ts';
import { checkViews } from './view-checks.ts';
import { checkWriting } from './writing-checks.ts';

await Driver.run('editor', 'en', async (driver) => {
    const { page, server } = driver;
    const read = (path: string) => readFileSync(join(server.workspace, path), 'utf8');
    const emc2 = read('emc2/emc2.terroir');

    await checkBeginning(driver);
    await driver.check('the workbench opens the examples', () => driver.openWorkbench());
    await checkWriting(driver);
    await driver.check('a spec opens in colour', async () => {
        await driver.open('emc2.terroir');
        const line = driver.line('dataset EMC2');
        await until('two colours', async () => {
            const kinds = await line.locator('span span').evaluateAll((spans) => spans.map((span) => (span as { className: string } & typeof span).className));
            return new Set(kinds).size >= 3;
        });
    });
    await driver.check('what is wrong is underlined', () => page.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning').first().waitFor());
    await driver.check('the Problems panel names reach/no-foreign-control', async () => {
        await driver.finding('reach/no-foreign-control');
    });
    await driver.check('the Problems panel names state/sensitive-data-is-shielded', async () => {
        await driver.finding('state/sensitive-data-is-shielded');
    });
    await driver.check('nothing failed inside', async () => {
        for (const code of ['internal/', 'syntax/', 'names/']) await driver.noFinding(code);
        await driver.allFindings();
    });
    await driver.check('the path that proves a finding stands below it', async () => {
        await driver.goToLine(emc2, 'hosts EMC2 on AzureFrance');
        await driver.finding('reach/no-foreign-control');
        await page.locator('.part.panel .viewpane-filter-badge:visible').first().waitFor();
        await driver.shoot('1 problems');
    });
    await driver.check('the code of a finding leads to the page of its rule', async () => {
        await driver.rulePage('reach/no-foreign-control');
        await page.locator('.tab.active', { hasText: 'no-foreign-control' }).first().waitFor();
        await page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').getByText('Norms').first().waitFor();
        await driver.shoot('2 rule');
        await driver.open('emc2.terroir');
    });

    await driver.check('hovering a contract tells what it is', async () => {
        await driver.goToLine(emc2, 'contract EMC2Hosting');
        const hover = await driver.hoverOver('contract EMC2Hosting', 'EMC2Hosting', 'Next changes');
        await hover.getByText('Hosting of the EMC2 warehouse').first().waitFor();
        // The findings stand first, and what the contract is below them.
        await hover.getByText('Next changes').first().scrollIntoViewIfNeeded();
        await driver.shoot('3 hover');
        await page.keyboard.press('Escape');
    });

    await checkDays(driver);
    await checkLeading(driver, emc2);
    await checkViews(driver);

    await driver.check('a wrong name is found while it is typed, and goes when it is undone', async () => {
        await page.keyboard.press('Control+End');
        await page.keyboard.type('organisation Extra { seat Atlantis ', { delay: 5 });
        await driver.finding('Atlantis');
        await driver.shoot('4 typing');
        // Lines may still move below the mouse, as what stands above them comes: the click gives the editor the focus, and no more.
        await driver.line('organisation Extra').click();
        await page.keyboard.press('Control+End');
        await page.keyboard.press('ArrowLeft');
        for (let i = 0; i < 'Atlantis '.length; i++) await page.keyboard.press('Backspace');
        await page.keyboard.type('FR ', { delay: 5 });
        await driver.noFinding('Atlantis');
        await driver.command('File: Revert File');
        await until('the file as it was', async () => (await driver.lines.filter({ hasText: 'Extra' }).count()) === 0);
    });

    await driver.check('terms are proposed after `category`, and one is taken', async () => {
        await driver.goToLine(emc2, 'category health');
        await page.keyboard.type(', gene', { delay: 20 });
        await page.keyboard.press('Control+Space');
        await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'genetic' }).first().waitFor();
        await driver.shoot('5 completion');
        await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'genetic' }).first().click();
        await driver.line('category health, genetic').waitFor();
        await driver.command('File: Revert File');
        await driver.line('category health, genetic').waitFor({ state: 'detached' });
    });

    await driver.check('a finding is waived by a quick fix', async () => {
        const fix = await driver.quickFix('reach/no-foreign-control', 'Waive reach/no-foreign-control');
        await driver.shoot('6 quick fix');
        await fix.click();
        // The edit comes a moment later, takes the focus, and would close the list of commands.
        await page.locator('.tab.dirty', { hasText: 'emc2' }).first().waitFor();
        await page.keyboard.press('Escape');
        await driver.command('File: Save All');
        await until('the waiver on disk', () => /^waiver [\s\S]*of reach\/no-foreign-control on EMC2Hosting/m.test(read('emc2/emc2.terroir')));
        await page.keyboard.press('Control+End');
        await driver.allFindings();
        await driver.shoot('7 waived');
    });

    await driver.check('a party is renamed in both files', async () => {
        const source = read('emc2/emc2.terroir');
        await driver.pointAt(source, 'processor MicrosoftIreland', 'MicrosoftIreland');
        await page.keyboard.press('F2');
        const input = page.locator('.rename-box input').first();
        await input.waitFor();
        await input.fill('MicrosoftEire');
        await driver.shoot('8 rename');
        await page.keyboard.press('Enter');
        await driver.line('processor MicrosoftEire').waitFor();
        await driver.command('File: Save All');
        await until(
            'both files on disk',
            () => read('emc2/parties.terroir').includes('organisation MicrosoftEire') && read('emc2/emc2.terroir').includes('leave MicrosoftEire'),
        );
        if (read('emc2/parties.terroir').includes('MicrosoftIreland')) throw new Error('the old name is still in parties.terroir');
    });

    await driver.check('a term leads into the library, which cannot be changed', async () => {
        await driver.pointAt(read('emc2/emc2.terroir'), 'category health', 'health');
        await page.keyboard.press('F12');
        await page.locator('.tab.active', { hasText: 'vocabularies.terroir' }).first().waitFor();
        await driver.line('health "').waitFor();
        await page.keyboard.type('x');
        await until('nothing typed', async () => (await page.locator('.tab.active.dirty').count()) === 0);
        await driver.shoot('9 library');
        await page.keyboard.press('Control+F4');
    });

    await driver.check('the log opens', async () => {
        await driver.command('Terroir: Show the log');
        // The log takes the focus when it is there, and with it away from whatever was opened meanwhile.
        await page.locator('.part.panel .output-view .monaco-editor.focused').first().waitFor();
    });
    await driver.check('the page of the extension shows no picture that is not there', async () => {
        await driver.command('Extensions: Show Installed Extensions');
        await page.locator('.extensions-list .monaco-list-row', { hasText: 'Terroir' }).first().click();
        const shown = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
        await shown.locator('h1', { hasText: 'Terroir' }).first().waitFor();
        if ((await shown.locator('img').count()) > 0) throw new Error('there are pictures');
        await driver.shoot('page of the extension');
    });
    await driver.check('nothing outside this machine was asked for', async () => {
        if (driver.window.strangers.size > 0) throw new Error([...driver.window.strangers].join(', '));
    });
    await checkDying(driver);
});
