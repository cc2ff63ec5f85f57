import { Console } from 'node:console';
import { setFlagsFromString } from 'node:v8';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { clientHost } from './host-client.ts';
import { nodeHost } from './host-node.ts';
import { serve } from './server.ts';
import { Writer } from './writer.ts';

// How to talk, over IPC or stdio, stands in the arguments of the process.
const connection = process.argv.includes('--stdio') ? overStdio() : createConnection(ProposedFeatures.all);
serve(connection, nodeHost(clientHost(connection)));

function overStdio(): Connection {
    // Between messages nothing else may stand on the standard output, whoever logs it.
    globalThis.console = new Console(process.stderr);
    // As for the command: how a file came to be judged is not needed for long, though V8 guesses so from the first. The Node inside an editor may not like to be told.
    if (process.versions['electron'] === undefined) setFlagsFromString('--no-allocation-site-pretenuring');
    // Either may be a stream or what is made of one. Of a stream it is heeded when it ends: then the editor is gone.
    return createConnection(ProposedFeatures.all, process.stdin, new Writer(process.stdout) as unknown as NodeJS.WritableStream);
}
