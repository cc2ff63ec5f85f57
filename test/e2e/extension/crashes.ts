import * as vscode from 'vscode';
import { until } from '../until.ts';
import { codes, demand, emc2, type FeatureChecks, file, finding } from './asking.ts';

type Children = { execFileSync(file: string, args: readonly string[], options: { encoding: 'utf8' }): string };

/** Node's own modules, where there is Node: these checks are bundled for a browser as well. */
const builtin = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process?.getBuiltinModule;

/** The process of the language server, a child of this one that talks as those do that are measured; nothing while there is none. */
function serverId(): number | undefined {
    demand(builtin, 'there is no Node');
    const { execFileSync } = builtin('node:child_process') as Children;
    const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const own = lines
        .map((line) => /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line))
        .find((line) => line?.[2] === String(process.pid) && line[3]?.includes('lsp-node.cjs --stdio'));
    return own ? Number(own[1]) : undefined;
}

async function kill(): Promise<void> {
    const id = await until('a server', serverId);
    process.kill(id, 'SIGKILL');
    await until('the server to be gone', () => serverId() !== id);
}

/** A worker cannot be ended from outside, so in a browser there is nothing to check. */
export const crashChecks: FeatureChecks = builtin
    ? {
          'a server that is killed comes back and shows what it showed, but not for ever': async () => {
              for (let i = 0; i < 4; i++) {
                  await kill();
                  await until('the server to be back', serverId);
                  // One that dies before it has answered for the first time is not started again.
                  await finding(file(emc2), 'reach/no-foreign-control');
              }
              await kill();
              await until('nothing to be shown', () => codes(file(emc2)).length === 0);
              await new Promise((resolve) => setTimeout(resolve, 500));
              demand(serverId() === undefined, 'the server was started once more');
              await vscode.commands.executeCommand('terroir.restart');
              await finding(file(emc2), 'reach/no-foreign-control');
          },
      }
    : {};
