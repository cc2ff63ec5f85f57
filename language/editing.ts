/**
 * The door of the editor: what needs Langium, or changes text. Loaded when a text is parsed, completed or mended.
 */

export { fixEdits, importEdit, type Renamed, renameEdits, type TextEdit, waiverEdit, whyNotRenamed } from './edits/edits.ts';
export { type Expected, type ExpectedName, type ExpectedWord, expectedAt } from './edits/expected.ts';
export { keywordAt, sentenceOn } from './edits/keywords.ts';
export { filesOf, type Name, nameAt, namesIn, type Occurrence, occurrencesOf, occurrencesOfAlias } from './edits/references.ts';
export { settleEdit } from './edits/settling.ts';
export { type Candidate, candidates } from './names/candidates.ts';
export { createServices } from './services.ts';
export { factWords, parse } from './syntax/parse.ts';
