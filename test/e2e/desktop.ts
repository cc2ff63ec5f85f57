// For a machine with a desktop: the checks of `extension/` in the Electron VS Code that VSCODE_EXECUTABLE names, or in one that is
// downloaded. On Linux without a display: `xvfb-run -a npm run e2e:desktop`.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleChecks } from './extension-bundle.ts';
import { root } from './workbench.ts';

const dir = mkdtempSync(join(tmpdir(), 'terroir-desktop-'));
cpSync(join(root, 'examples'), join(dir, 'examples'), { recursive: true });
mkdirSync(join(dir, 'user/User'), { recursive: true });
writeFileSync(join(dir, 'user/User/settings.json'), JSON.stringify({ 'terroir.asOf': '2026-11-23' }));
const executable = process.env['VSCODE_EXECUTABLE'];
try {
    process.exitCode = await runTests({
        ...(executable && { vscodeExecutablePath: executable }),
        extensionDevelopmentPath: root,
        extensionTestsPath: await bundleChecks('node'),
        launchArgs: [
            join(dir, 'examples'),
            '--disable-extensions',
            '--disable-workspace-trust',
            `--user-data-dir=${join(dir, 'user')}`,
            `--extensions-dir=${join(dir, 'extensions')}`,
        ],
    });
} finally {
    rmSync(dir, { recursive: true, force: true });
}
