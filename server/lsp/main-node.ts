import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { clientHost } from './host-client.ts';
import { nodeHost } from './host-node.ts';
import { serve } from './server.ts';

// How to talk, over IPC or stdio, stands in the arguments of the process.
const connection = createConnection(ProposedFeatures.all);
serve(connection, nodeHost(clientHost(connection)));
