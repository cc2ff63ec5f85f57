import type { Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/*
 * What is said of specs, by the command or in an editor, as lines that are the same where the same is said: the file, the place, the
 * weight, the rule and the words.
 */

interface Reported {
    readonly rule: string;
    readonly severity: string;
    readonly verdict: string;
    readonly message: string;
    readonly file: string;
    readonly range: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
    readonly waivedBy: string | null;
}

/** What a JSON report says; without what is unknown, if an editor hides that. */
export function saidInReport(report: string, unknowns: 'show' | 'hide' = 'show'): string[] {
    const { findings } = JSON.parse(report) as { findings: readonly Reported[] };
    return findings
        .filter(({ verdict }) => unknowns === 'show' || verdict !== 'unknown')
        .map(({ rule, severity, message, file, range, waivedBy }) => {
            const weight = waivedBy === null ? severity : 'hint';
            return `${file} ${range.start.offset}-${range.end.offset} ${weight} ${rule}: ${message}`;
        })
        .sort();
}

const weights = ['', 'error', 'warning', 'information', 'hint'];

/** What an editor shows of a file. */
export function saidInEditor(file: string, source: string, shown: readonly Diagnostic[]): string[] {
    const document = TextDocument.create(file, 'terroir', 0, source);
    return shown.map(({ range, severity, code, message }) => {
        const span = `${document.offsetAt(range.start)}-${document.offsetAt(range.end)}`;
        return `${file} ${span} ${weights[severity ?? 0]} ${code}: ${(typeof message === 'string' ? message : message.value).split('\n')[0]}`;
    });
}
