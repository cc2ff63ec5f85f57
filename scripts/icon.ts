// Renders docs/images/icon.svg to the 256 px PNG that extension galleries ask for. Needs Chromium; run by hand after a change.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const path = (name: string) => fileURLToPath(new URL(`../docs/images/${name}`, import.meta.url));
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
    const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:256px}</style>${readFileSync(path('icon.svg'), 'utf8')}`);
    await page.screenshot({ path: path('icon.png'), omitBackground: true });
} finally {
    await browser.close();
}
