import { CodeActionKind } from 'vscode-languageserver';
import { mendings, organizeImports } from '../../language/editing.ts';
import { type Finding, text } from '../../language/index.ts';
import { atOnce, type Offer, together } from './offers.ts';
import type { Session } from './session.ts';

/** All that may be mended unasked: it changes nothing that is stated. */
export const fixAll = `${CodeActionKind.SourceFixAll}.terroir`;

/** What can be done to a file as a whole, on a save for instance. */
export function* sourceActions({ workspace }: Session, path: string, findings: readonly Finding[]): Generator<Offer> {
    const safe = findings.flatMap((finding) =>
        mendings(workspace, path, finding)
            .filter(({ isSafe }) => isSafe)
            .slice(0, 1),
    );
    if (safe.length > 0) {
        const title = text('Fix what changes nothing that is stated');
        yield { key: 'fix all', title, kind: fixAll, edits: (write) => atOnce(together(safe.map(({ edits }) => edits(write)))) };
    }
    const edit = organizeImports(workspace, path);
    if (edit) yield { key: 'organize', title: text('Put the imports in order'), kind: CodeActionKind.SourceOrganizeImports, edits: () => atOnce([edit]) };
}
