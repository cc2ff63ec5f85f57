import { compare, type DeclarationChange, formatDay, nameOf, say, type Translate, type Written } from '../../language/index.ts';
import { placeIn, type Range, type Run, Texts } from './report.ts';
import { settingsChanged } from './setting-changes.ts';
import type { Language } from './translation.ts';
import { type ReportedVerdict, verdictsChanged } from './verdict-changes.ts';
import { toolVersion } from './version.ts';
import { whyWeaker } from './weakening.ts';

/*
 * What changes in meaning from one state of some specs to another, as plain data: `--format json` prints it, the others draw it. docs/cli.md
 * describes it.
 */
export interface Difference {
    readonly schemaVersion: 1;
    readonly tool: { readonly name: 'terroir'; readonly version: string };
    readonly judged: { readonly asOf: string };
    readonly language: Language;
    readonly before: string;
    readonly after: string;
    /** How many specs were compared, those of both states. */
    readonly files: number;
    /** Not everything could be read or judged: what else has changed nobody knows. */
    readonly incomplete: boolean;
    readonly declarations: readonly ReportedDeclaration[];
    readonly verdicts: readonly ReportedVerdict[];
    readonly settings: readonly ReportedSetting[];
    /** What makes the new state the weaker one, in sentences. */
    readonly weakened: readonly string[];
    /** What is broken, so that what it states could not be compared: declarations, and files where it stands in none. */
    readonly notCompared: readonly string[];
}

export interface ReportedDeclaration {
    readonly is: 'new' | 'gone' | 'changed';
    /** The word it is declared with. */
    readonly kind: string;
    readonly name: string;
    /** Where it stands now; of what is gone, where it stood. */
    readonly file: string;
    readonly range: Range;
    readonly statements: readonly {
        /** The block that it stands in; null in the declaration itself. */
        readonly in: string | null;
        readonly before: ReportedStatement | null;
        readonly after: ReportedStatement | null;
    }[];
}

export interface ReportedStatement {
    readonly words: string;
    readonly file: string;
    readonly range: Range;
}

export interface ReportedSetting {
    readonly key: string;
    readonly before: unknown;
    readonly after: unknown;
}

/** A state of some specs, judged, and what it is called. */
export interface State {
    readonly name: string;
    readonly run: Run;
}

/** Everything that differs in meaning between two states that were judged at the same date. */
export function differenceOf(before: State, after: State, incomplete: boolean, language: Language, translate: Translate): Difference {
    const comparison = compare(before.run.workspace, after.run.workspace);
    const texts = { before: new Texts(before.run.workspace), after: new Texts(after.run.workspace) };
    const settings = settingsChanged(before.run, after.run);
    const verdicts = verdictsChanged(before.run, after.run, comparison, texts, translate);
    const weakened = [...whyWeaker(before.run, after.run, comparison, verdicts), ...settings.flatMap(({ weakens }) => weakens ?? [])];
    return {
        schemaVersion: 1,
        tool: { name: 'terroir', version: toolVersion() },
        judged: { asOf: formatDay(after.run.date) },
        language,
        before: before.name,
        after: after.name,
        files: before.run.judgements.length + after.run.judgements.length,
        incomplete,
        declarations: comparison.declarations.map(toDeclaration),
        verdicts,
        settings: settings.map(({ key, before, after }) => ({ key, before: before ?? null, after: after ?? null })),
        weakened: [...new Set(weakened.map((message) => say(message, translate)))],
        notCompared: comparison.notCompared,
    };

    function toDeclaration({ kind, before: was, after: is, statements }: DeclarationChange): ReportedDeclaration {
        const id = is ?? was ?? '';
        const [{ workspace }, lines] = is === undefined ? [before.run, texts.before] : [after.run, texts.after];
        return {
            is: was === undefined ? 'new' : is === undefined ? 'gone' : 'changed',
            kind: kind.toLowerCase(),
            name: nameOf(id),
            ...placeIn(workspace, lines, { id, path: 'name' }),
            statements: statements.map(({ within, before, after }) => ({
                in: within === '' ? null : within,
                before: toStatement('before', before),
                after: toStatement('after', after),
            })),
        };
    }

    function toStatement(side: 'before' | 'after', written: Written | undefined): ReportedStatement | null {
        const { workspace } = side === 'before' ? before.run : after.run;
        return written ? { words: written.words, ...placeIn(workspace, texts[side], written.at) } : null;
    }
}
