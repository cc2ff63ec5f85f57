import * as vscode from 'vscode';
import { until } from '../until.ts';
import { codeOf, demand, emc2, type FeatureChecks, file, finding } from './asking.ts';

/** A worker starts no programs, so there are no tasks. */
const isWorker = typeof (globalThis as { importScripts?: unknown }).importScripts === 'function';

/** Runs a task and gives its exit code. */
function exitCode(task: vscode.Task): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
        const ended = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
            if (execution.task.name !== task.name) return;
            ended.dispose();
            resolve(exitCode);
        });
        vscode.tasks.executeTask(task).then(undefined, reject);
    });
}

const tasks = () => vscode.tasks.fetchTasks({ type: 'terroir' });
const fromTask = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'terroir check');

const inNode: FeatureChecks = {
    'the check runs as a task, and finds nothing twice': async () => {
        const task = await until('the task', async () => (await tasks()).find(({ name }) => name === 'check'));
        const code = await exitCode(task);
        demand(code === 1, `the exit code is ${code}`);
        demand(fromTask(file(emc2)).length === 0, 'the task reports what the server has reported');
    },

    'a task of the folder judges what it says, at the day it says, and its problem matcher reads what it finds': async () => {
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        const where = file('.vscode/tasks.json');
        const definition = { type: 'terroir', label: 'at the end', paths: [emc2], asOf: '2026-12-01', failOn: 'never', problemMatcher: '$terroir' };
        await vscode.workspace.fs.writeFile(where, new TextEncoder().encode(JSON.stringify({ version: '2.0.0', tasks: [definition] })));
        const task = await until('the task of the folder', async () => (await tasks()).find(({ name }) => name === 'at the end'));
        const code = await exitCode(task);
        demand(code === 0, `the exit code is ${code}`);
        const found = await until('a problem of the task', () => fromTask(file(emc2)).find((one) => codeOf(one) === 'reach/no-foreign-control'));
        const live = await finding(file(emc2), 'reach/no-foreign-control');
        demand(live.message.startsWith(found.message) && found.severity === live.severity, `the task says: ${found.message}`);
        demand(found.range.start.isEqual(live.range.start), `the task points at ${JSON.stringify(found.range)}`);
        const others = fromTask(file('clinic.terroir')).map(codeOf);
        demand(others.length === 0, `the task was to judge ${emc2} only: ${others}`);
        await vscode.workspace.fs.delete(file('.vscode'), { recursive: true });
    },
};

const inWorker: FeatureChecks = {
    'where no program can run there is no task': async () => {
        const found = await tasks();
        demand(found.length === 0, found.map(({ name }) => name).join());
    },
};

export const taskChecks: FeatureChecks = isWorker ? inWorker : inNode;
