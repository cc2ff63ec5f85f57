import { callHierarchyFeature } from './call-hierarchy.ts';
import { codeActionsFeature } from './code-actions.ts';
import { codeLensFeature } from './code-lens.ts';
import { completionFeature } from './completion.ts';
import { daysFeature } from './days.ts';
import { declarationFeature } from './declaration.ts';
import { definitionFeature } from './definition.ts';
import { documentHighlightFeature } from './document-highlight.ts';
import { documentLinksFeature } from './document-links.ts';
import { documentSymbolsFeature } from './document-symbols.ts';
import { draftsFeature } from './drafts.ts';
import { drawFeature } from './draw.ts';
import type { Feature } from './feature.ts';
import { fileMovesFeature } from './file-moves.ts';
import { foldingRangesFeature } from './folding-ranges.ts';
import { formattingFeature } from './formatting.ts';
import { hoverFeature } from './hover.ts';
import { implementationFeature } from './implementation.ts';
import { inlayHintsFeature } from './inlay-hints.ts';
import { linkedEditingFeature } from './linked-editing.ts';
import { referencesFeature } from './references.ts';
import { renameFeature } from './rename.ts';
import { rulePagesFeature } from './rule-pages.ts';
import { selectionRangesFeature } from './selection-ranges.ts';
import { semanticTokensFeature } from './semantic-tokens.ts';
import { signatureHelpFeature } from './signature-help.ts';
import { textDocumentContentFeature } from './text-document-content.ts';
import { typeDefinitionFeature } from './type-definition.ts';
import { typeHierarchyFeature } from './type-hierarchy.ts';
import { workspaceSymbolsFeature } from './workspace-symbols.ts';

/** Everything that is done at the request of an editor, one file each. */
export const features: readonly Feature[] = [
    callHierarchyFeature,
    codeActionsFeature,
    codeLensFeature,
    completionFeature,
    daysFeature,
    declarationFeature,
    definitionFeature,
    documentHighlightFeature,
    documentLinksFeature,
    documentSymbolsFeature,
    fileMovesFeature,
    drawFeature,
    foldingRangesFeature,
    formattingFeature,
    draftsFeature,
    hoverFeature,
    implementationFeature,
    inlayHintsFeature,
    linkedEditingFeature,
    referencesFeature,
    renameFeature,
    rulePagesFeature,
    selectionRangesFeature,
    semanticTokensFeature,
    signatureHelpFeature,
    textDocumentContentFeature,
    typeDefinitionFeature,
    typeHierarchyFeature,
    workspaceSymbolsFeature,
];
