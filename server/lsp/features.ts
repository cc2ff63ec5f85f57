import { codeActionsFeature } from './code-actions.ts';
import { completionFeature } from './completion.ts';
import { daysFeature } from './days.ts';
import { definitionFeature } from './definition.ts';
import { documentSymbolsFeature } from './document-symbols.ts';
import type { Feature } from './feature.ts';
import { formattingFeature } from './formatting.ts';
import { hoverFeature } from './hover.ts';
import { referencesFeature } from './references.ts';
import { renameFeature } from './rename.ts';
import { rulePagesFeature } from './rule-pages.ts';
import { textDocumentContentFeature } from './text-document-content.ts';

/** Everything that is done at the request of an editor, one file each. */
export const features: readonly Feature[] = [
    codeActionsFeature,
    completionFeature,
    daysFeature,
    definitionFeature,
    documentSymbolsFeature,
    formattingFeature,
    hoverFeature,
    referencesFeature,
    renameFeature,
    rulePagesFeature,
    textDocumentContentFeature,
];
