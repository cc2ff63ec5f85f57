/**
 * The door of the judge: everything that reads facts and gives verdicts. Langium does not stand behind it; whoever has a
 * text parses it through `editing.ts` first.
 */

export { type Picture, pictureOf, views } from './drawing/picture.ts';
export type { ReachPicture } from './drawing/reach.ts';
export type { Bar } from './drawing/rows.ts';
export { contractAt, contractsIn, type Mark } from './drawing/scope.ts';
export type { Marked, Thing, Tie } from './drawing/sketch.ts';
export type { Row, TimelinePicture, Turning } from './drawing/timeline.ts';
export { type Activity, activityOf, isAdequacy, type Retained, whyNoActivity } from './exchange/activity.ts';
export { type Stated, statedIn } from './exchange/stated.ts';
export { affectedBy, affectedIn, type Former, footprintsNow } from './judging/affected.ts';
export { sayCause } from './judging/causes.ts';
export { coverageOf } from './judging/coverage.ts';
export { daysOf } from './judging/days.ts';
export { type Description, describe, linesAbout } from './judging/describe.ts';
export { followingFrom, sayDay } from './judging/following.ts';
export {
    contentsBy,
    type Footprint,
    type Footprints,
    footprintOf,
    Gathered,
    hashOf,
    listedUnder,
    lookedInto,
    type Word,
    words,
    wordsOf,
} from './judging/footprints.ts';
export { type Hint, type HintKind, hintKinds, hintsOn } from './judging/hints.ts';
export { type Change, changes, type Outlook, outlook } from './judging/horizon.ts';
export type { CitedNorm, Counts, FileJudgement, Finding, Where } from './judging/judge.ts';
export { isPartial, Judge, judgedTogether, type Standing, type Verdict } from './judging/judge.ts';
export { isPutOff, type Lasting, lasting } from './judging/lasting.ts';
export type { Levels } from './judging/levels.ts';
export { planStaysWherePromised } from './judging/reconciling.ts';
export { atLeast } from './judging/severity.ts';
export { summaryOf, timeLeft } from './judging/summary.ts';
export { type ListedWaiver, listWaivers } from './judging/waivers.ts';
export { sayOutlook, saySeverity, sayVerdict } from './judging/words.ts';
export { libraryVersion } from './library/version.ts';
export type { Ask } from './model/ask.ts';
export { bearersOf } from './model/bearers.ts';
export { type Comparison, compare, type DeclarationChange, type Written } from './model/comparing.ts';
export { called, evidenceOf, importsCell, outlineCell, publishedAt, textCell, title, verifiedOn } from './model/declarations.ts';
export type { Place } from './model/facts.ts';
export { hasGaps, withGaps } from './model/fixes.ts';
export { above, below, type Kin } from './model/lineage.ts';
export { type Planned, type PlannedPlace, setPlan } from './model/planned.ts';
export { apart, type Cell, joined, type Question } from './model/question.ts';
export type { Hold } from './model/reach.ts';
export { type Route, routesFrom, routesTo } from './model/routes.ts';
export { alike, identical } from './model/sameness.ts';
export { type Catalogue, type Contents, contentsOf, importsIn } from './model/shelf.ts';
export { sortsOf } from './model/sorts.ts';
export { together } from './model/steps.ts';
export { endsLater } from './model/time.ts';
export { longestWaiver } from './model/waivers.ts';
export { type SpecFile, Workspace } from './model/workspace.ts';
export { type Id, nameOf, outlineOf, pathOf, plainName } from './names/outline.ts';
export { asImported, canImport, encodeStep, importOf, isLibraryPath, isUnsaved, libraryScheme, resolveImport } from './names/paths.ts';
export { declarationKinds } from './names/vocabularies.ts';
export { rivalsOf } from './rules/facts/single-valued.ts';
export { rules } from './rules/index.ts';
export type { Rule, Severity } from './rules/rule.ts';
export { defineRule, doesNotApply, isWaivable, judges, unknown, violated } from './rules/rule.ts';
export { addressesIn, isWebAddress } from './syntax/addresses.ts';
export { detached } from './syntax/detached.ts';
export { defaultLimits, type Limits, type Refusal, refuse, tooLarge } from './syntax/limits.ts';
export { english, inTurn, label, type Message, piecesOf, say, type Translate, text, type Value } from './syntax/message.ts';
export type { ParsedSpec } from './syntax/parsed.ts';
export { meaningOf, type Node, type SpecTree } from './syntax/tree.ts';
export type { Day } from './syntax/values.ts';
export { formatDay, formatDecimal, readDay, sayDuration } from './syntax/values.ts';
