import type { FeatureChecks } from './asking.ts';
import { callHierarchyChecks } from './call-hierarchy.ts';
import { codeActionsChecks } from './code-actions.ts';
import { codeLensChecks } from './code-lens.ts';
import { completionChecks } from './completion.ts';
import { crashChecks } from './crashes.ts';
import { dayChecks } from './days.ts';
import { declarationChecks } from './declaration.ts';
import { definitionChecks } from './definition.ts';
import { diagnosticsChecks } from './diagnostics.ts';
import { documentHighlightChecks } from './document-highlight.ts';
import { documentLinksChecks } from './document-links.ts';
import { documentSymbolsChecks } from './document-symbols.ts';
import { draftChecks } from './drafts.ts';
import { drawChecks } from './draw.ts';
import { fileMovesChecks } from './file-moves.ts';
import { foldingRangesChecks } from './folding-ranges.ts';
import { formattingChecks } from './formatting.ts';
import { hoverChecks } from './hover.ts';
import { implementationChecks } from './implementation.ts';
import { inlayHintsChecks } from './inlay-hints.ts';
import { linkedEditingChecks } from './linked-editing.ts';
import { mainChecks } from './main.ts';
import { referencesChecks } from './references.ts';
import { renameChecks } from './rename.ts';
import { rulePagesChecks } from './rule-pages.ts';
import { selectionRangesChecks } from './selection-ranges.ts';
import { semanticTokensChecks } from './semantic-tokens.ts';
import { signatureHelpChecks } from './signature-help.ts';
import { taskChecks } from './tasks.ts';
import { textDocumentContentChecks } from './text-document-content.ts';
import { typeDefinitionChecks } from './type-definition.ts';
import { typeHierarchyChecks } from './type-hierarchy.ts';
import { virtualChecks } from './virtual.ts';
import { workspaceSymbolsChecks } from './workspace-symbols.ts';

/** Every check, one file per feature; a name stands once. */
const checks: FeatureChecks = {
    ...mainChecks,
    ...callHierarchyChecks,
    ...codeActionsChecks,
    ...codeLensChecks,
    ...completionChecks,
    ...dayChecks,
    ...declarationChecks,
    ...definitionChecks,
    ...diagnosticsChecks,
    ...documentHighlightChecks,
    ...documentLinksChecks,
    ...documentSymbolsChecks,
    ...draftChecks,
    ...drawChecks,
    ...fileMovesChecks,
    ...foldingRangesChecks,
    ...formattingChecks,
    ...hoverChecks,
    ...implementationChecks,
    ...inlayHintsChecks,
    ...linkedEditingChecks,
    ...referencesChecks,
    ...renameChecks,
    ...rulePagesChecks,
    ...selectionRangesChecks,
    ...semanticTokensChecks,
    ...signatureHelpChecks,
    ...textDocumentContentChecks,
    ...typeDefinitionChecks,
    ...typeHierarchyChecks,
    ...workspaceSymbolsChecks,
    ...taskChecks,
    ...virtualChecks,
    ...crashChecks,
};

/** What the names of checks must hold to be run; written in when they are bundled. */
declare const HOLDING: string;

/** What VS Code calls. Everything is told through the console, the only way out of a web worker. */
export async function run(): Promise<void> {
    let failed = 0;
    const wanted = Object.entries(checks).filter(([name]) => name.includes(HOLDING));
    for (const [name, check] of wanted) {
        const start = Date.now();
        let error: string | undefined;
        try {
            await check();
        } catch (thrown) {
            error = String(thrown instanceof Error ? thrown.stack : thrown);
            failed++;
        }
        console.log(`check ${JSON.stringify({ name, ok: error === undefined, ms: Date.now() - start, error })}`);
    }
    console.log(`done ${wanted.length}`);
    if (failed > 0) throw new Error(`${failed} checks failed`);
}
