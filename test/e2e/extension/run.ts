import type { FeatureChecks } from './asking.ts';
import { codeActionsChecks } from './code-actions.ts';
import { dayChecks } from './days.ts';
import { diagnosticsChecks } from './diagnostics.ts';
import { draftChecks } from './drafts.ts';
import { drawChecks } from './draw.ts';
import { foldingRangesChecks } from './folding-ranges.ts';
import { formattingChecks } from './formatting.ts';
import { linkedEditingChecks } from './linked-editing.ts';
import { mainChecks } from './main.ts';
import { selectionRangesChecks } from './selection-ranges.ts';
import { semanticTokensChecks } from './semantic-tokens.ts';
import { taskChecks } from './tasks.ts';
import { virtualChecks } from './virtual.ts';

/** Every check, one file per feature; a name stands once. */
const checks: FeatureChecks = {
    ...drawChecks,
    ...mainChecks,
    ...codeActionsChecks,
    ...dayChecks,
    ...foldingRangesChecks,
    ...formattingChecks,
    ...diagnosticsChecks,
    ...linkedEditingChecks,
    ...selectionRangesChecks,
    ...semanticTokensChecks,
    ...draftChecks,
    ...taskChecks,
    ...virtualChecks,
};

/** What VS Code calls. Everything is told through the console, the only way out of a web worker. */
export async function run(): Promise<void> {
    let failed = 0;
    for (const [name, check] of Object.entries(checks)) {
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
    console.log(`done ${Object.keys(checks).length}`);
    if (failed > 0) throw new Error(`${failed} checks failed`);
}
