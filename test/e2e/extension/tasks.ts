import * as vscode from 'vscode';
import { until } from '../until.ts';
import { codeOf, demand, emc2, type FeatureChecks, file } from './asking.ts';

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

const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

const hosting = `organisation Clinic { seat FR  kind health-institution }
organisation Cloud { seat IE  kind company  controlled by CloudInc }
organisation CloudInc { seat US  kind company }
service CloudFrance by Cloud { stores in FR  certified HDS }
dataset Records { category health  from care }
contract Hosting {
    controller Clinic
    processor Cloud
    hosts Records on CloudFrance
    signed 2026-01-10
    term 2 years
}
`;

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
        // What has been open stays so for a while behind the editor's back, and on an open file the task shows nothing.
        const spec = file('task/hosting.terroir');
        await write(spec, hosting);
        const definition = { type: 'terroir', label: 'later', paths: ['task'], asOf: '2026-12-01', failOn: 'never', problemMatcher: '$terroir' };
        await write(file('.vscode/tasks.json'), JSON.stringify({ version: '2.0.0', tasks: [definition] }));
        const task = await until('the task of the folder', async () => (await tasks()).find(({ name }) => name === 'later'));
        const code = await exitCode(task);
        demand(code === 0, `the exit code is ${code}`);
        const found = await until('a problem of the task', () => fromTask(spec).find((one) => codeOf(one) === 'reach/no-foreign-control'));
        const live = await until('the finding of the server', () =>
            vscode.languages.getDiagnostics(spec).find((one) => one.source === 'terroir' && codeOf(one) === 'reach/no-foreign-control'),
        );
        demand(live.message.startsWith(found.message) && found.severity === live.severity, `the task says: ${found.message}`);
        demand(found.range.start.isEqual(live.range.start), `the task points at ${JSON.stringify(found.range)}`);
        for (const folder of ['.vscode', 'task']) await vscode.workspace.fs.delete(file(folder), { recursive: true });
    },
};

const inWorker: FeatureChecks = {
    'where no program can run there is no task': async () => {
        const found = await tasks();
        demand(found.length === 0, found.map(({ name }) => name).join());
    },
};

export const taskChecks: FeatureChecks = isWorker ? inWorker : inNode;
