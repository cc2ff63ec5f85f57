// Runs the checks of `extension/` inside an extension host of a real VS Code: `node` in Node's, with the server as a process,
// `web` in the browser's, with the server as a worker. A second argument leaves
// only the checks whose names hold it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CheckResult, Checks, out } from './checks.ts';
import { bundleChecks } from './extension-bundle.ts';
import { addWorkbenchOptions, openWindow, root, serveFolder, startServer } from './workbench.ts';

const [, , kind, holding] = process.argv;
if (kind !== 'node' && kind !== 'web') throw new Error('usage: exthost.ts node|web [part of the names of checks]');

const bundle = await bundleChecks(kind, holding);
const server = await startServer({ settings: { 'terroir.asOf': '2026-11-23' } });
const window = await openWindow();
const { page } = window;
const checks = new Checks(kind === 'node' ? 'extension-host' : 'extension-host-web');
try {
    if (kind === 'web') await serveFolder(window.context, server.url, root);
    const ended = new Promise<number>((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    let done = -1;
    let heard = Date.now();
    /** Checks become more; what must not be is that for long none comes to its end. */
    const silence = async () => {
        while (Date.now() - heard < 90_000) await setTimeout(1000, undefined, { ref: false });
        return 'none: silent for 90 s';
    };
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
        const line = args.map(String).join(' ');
        heard = Date.now();
        if (line.startsWith('check ')) checks.add(JSON.parse(line.slice('check '.length)) as CheckResult);
        if (line.startsWith('done ')) done = Number(line.slice('done '.length));
    });
    if (kind === 'web') {
        const { protocol, host } = new URL(server.url);
        const uri = (path: string) => ({ scheme: protocol.slice(0, -1), authority: host, path: `/__ext/${path}` });
        await addWorkbenchOptions(page, { developmentOptions: { extensions: [uri('')], extensionTestsPath: uri(relative(root, bundle)) } });
        await page.goto(server.workbench(undefined, 'workspace'));
    } else {
        await page.goto(
            server.workbench(
                [
                    ['extensionDevelopmentPath', server.remote(root)],
                    ['extensionTestsPath', server.remote(bundle)],
                    ['skipWelcome', 'true'],
                ],
                'workspace',
            ),
        );
    }
    const code = await Promise.race([ended, silence()]);
    await checks.check('the run ended well and reported every check', async () => {
        if (code !== 0 || done < 1 || done !== checks.results.length) throw new Error(`exit ${code}, ${checks.results.length} of ${done} checks reported`);
    });
    if (process.exitCode || checks.results.some((result) => !result.ok)) {
        await page.screenshot({ path: join(out, `${checks.suite}-failure.png`) });
        writeFileSync(join(out, `${checks.suite}.log`), `${window.console.join('\n')}\n\n${readFileSync(server.log, 'utf8')}`);
    }
} finally {
    await window.browser.close();
    await server.stop();
}
checks.finish();
