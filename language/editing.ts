/**
 * The door of the editor: what needs Langium, or changes text. Loaded when a text is parsed, completed or mended.
 */

export { type Asked, around, askedFor } from './edits/asked.ts';
export { type ColouredName, colouredNames, colouredWords } from './edits/colours.ts';
export { type Expected, type ExpectedName, type ExpectedValue, type ExpectedWord, expectedAt, type Mark } from './edits/expected.ts';
export { importEdits, insideQuotes, movedBy, newPlace, whyNotMoved } from './edits/file-moves.ts';
export { fixEdits } from './edits/fixes.ts';
export { type Fold, foldsOf } from './edits/folds.ts';
export { applyChanges, type Change, formatBehindBrace, formatBehindNewline, formatChanges } from './edits/format.ts';
export { type Form, type FormPiece, formOfRule, formsAt } from './edits/forms.ts';
export { filling, leftOpen, template, type Write } from './edits/gaps.ts';
export { examples } from './edits/generated/examples.ts';
export { importEdit } from './edits/imports.ts';
export type { FormatOptions } from './edits/layout.ts';
export { mendings } from './edits/mending.ts';
export { declarationAt, leavingWith, type Move, moveIn, moveOut, whyNotMovedOut } from './edits/moving.ts';
export { organizeImports } from './edits/organizing.ts';
export {
    everything,
    filesOf,
    importNames,
    meantBy,
    type Name,
    nameAt,
    nameMeantAt,
    namesIn,
    type Occurrence,
    occurrencesIn,
    occurrencesOf,
    type Span,
} from './edits/references.ts';
export { type Renamed, renameEdits, whyNotRenamed } from './edits/renaming.ts';
export { selectionsAt } from './edits/selections.ts';
export { sentenceOn } from './edits/sentences.ts';
export { type Filler, snippetTemplate } from './edits/snippet-template.ts';
export { isUsualIn, type Snippet, snippets } from './edits/snippets.ts';
export type { FileEdit, TextEdit } from './edits/text-edit.ts';
export { waiverEdit, waiverEnd } from './edits/waiving.ts';
export { placeAt, writtenAt } from './edits/written.ts';
export { type Candidate, candidates } from './names/candidates.ts';
export { visible } from './names/scope.ts';
export { createServices } from './services.ts';
export { factWords } from './syntax/generated/shape.ts';
export { parse } from './syntax/parse.ts';
export type { Stretch } from './syntax/parsed.ts';
