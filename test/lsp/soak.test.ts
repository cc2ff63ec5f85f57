import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { corpus } from '../harness/corpus.ts';
import { Fingers, type Stroke, someStroke } from '../harness/fingers.ts';
import { printed, startingWorld } from '../harness/generators.ts';
import { able, LspSession, pulling } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

/*
 * However a session came to its texts, the editor shows of them what it would show if the server had just been started. `npm run soak`
 * makes 5 000 edits in each of the two kinds of session; SOAK_SEED tries others, SOAK_EDITS more or fewer.
 */

const edits = Number(process.env['SOAK_EDITS'] ?? 150);
const seed = Number(process.env['SOAK_SEED'] ?? 20261123);
/** After so many the server is compared with a fresh one. */
const stage = Math.max(50, Math.round(edits / 20));

const specs = [
    ...Object.values(printed(startingWorld())),
    ...Object.values(example('examples/clinic.terroir', 'examples/emc2/emc2.terroir')),
    ...corpus.map(({ source }) => source),
];
const start = printed(startingWorld());

const sessions: LspSession[] = [];
afterEach(async () => {
    for (const one of sessions.splice(0)) await one.stop();
});
const begin = async (setting: Parameters<typeof LspSession.start>[0]): Promise<LspSession> => {
    const session = await LspSession.start(setting);
    sessions.push(session);
    return session;
};

const kinds: [string, ClientCapabilities][] = [
    ['is told', able],
    ['asks', pulling],
];

test.each(kinds)(`after ${edits} random edits an editor that %s shows what it would after a fresh start`, { timeout: 600_000 }, async (_, capabilities) => {
    const session = await begin({ files: start, capabilities });
    const fingers = new Fingers(session, specs);
    const strokes = fc.sample(someStroke, { seed, numRuns: edits });
    for (let done = 0; done < strokes.length; done += stage) {
        const some = strokes.slice(done, done + stage);
        for (const stroke of some) await fingers.do(stroke);
        await compare(session, fingers, capabilities, () => `seed ${seed}, edits ${done} to ${done + some.length}: ${story(some)}`);
    }
    const rare = [...fingers.done].filter(([, times]) => times < edits / 500);
    expect(rare, 'something was hardly ever done').toEqual([]);
});

const story = (strokes: readonly Stroke[]): string => strokes.map(({ act, file, at, other }) => `${act} ${file} ${at} ${other}`).join('; ');

async function compare(session: LspSession, { wishes }: Fingers, capabilities: ClientCapabilities, where: () => string): Promise<void> {
    const fresh = await begin({ files: Object.fromEntries(session.disk), capabilities, options: wishes });
    for (const [path, document] of session.documents) await fresh.open(path, document.getText());
    await fresh.quiet();
    await session.quiet();
    const expected = seen(fresh);
    await session.until(
        () => seen(session) === expected,
        () => `${where()}\n${difference(session, fresh)}`,
    );
    expect(session.log, where()).toEqual([]);
    expect(fresh.log, where()).toEqual([]);
    await fresh.stop();
    sessions.splice(sessions.indexOf(fresh), 1);
}

/** All that is shown, by address; a file of which nothing is shown is as one that was never told of. */
const shown = ({ shown }: LspSession): [uri: string, items: Diagnostic[]][] =>
    [...shown].filter(([, items]) => items.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
const seen = (session: LspSession): string => JSON.stringify(shown(session));

function difference(session: LspSession, fresh: LspSession): string {
    const [here, there] = [new Map(shown(session)), new Map(shown(fresh))];
    return [...new Set([...here.keys(), ...there.keys()])]
        .filter((uri) => JSON.stringify(here.get(uri)) !== JSON.stringify(there.get(uri)))
        .map((uri) => `${uri}\n  shown:    ${brief(here.get(uri))}\n  expected: ${brief(there.get(uri))}`)
        .join('\n');
}

const brief = (items: readonly Diagnostic[] | undefined): string =>
    items?.map(({ code, range, message }) => `${range.start.line}:${range.start.character} ${code} (${String(message).slice(0, 60)})`).join(', ') ?? 'nothing';
