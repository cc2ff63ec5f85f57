import { type Message, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import { mostBytes, type Refused, unicodeIn, wholeOf } from './named-file.ts';
import type { HeldReport } from './report.ts';
import { listOfEach, misshapen, object, type Shape, word } from './shape.ts';

const number: Shape = { is: 'number' };
const texts: Shape = { is: 'list', each: word };
const range: Shape = { is: 'object', parts: { start: { is: 'object', parts: { line: number, column: number } }, end: object } };

/** As far as it is read again: what comes of a report that somebody has written into would not be what was judged. */
const report: Shape = {
    is: 'object',
    parts: {
        tool: { is: 'object', parts: { version: word } },
        library: { is: 'object', parts: { version: word, hash: word } },
        configuration: { is: 'object', parts: { hash: word, files: listOfEach({ parts: { path: word, sha256: word } }) } },
        judged: { is: 'object', parts: { asOf: word } },
        language: word,
        files: listOfEach({ parts: { path: word }, perhaps: { sha256: word } }),
        findings: listOfEach({
            parts: {
                rule: word,
                verdict: word,
                severity: word,
                message: word,
                file: word,
                range,
                path: listOfEach({ parts: { text: word, file: word, range } }),
                norms: listOfEach({}),
                settle: listOfEach({ parts: { in: word, write: word } }),
                notes: texts,
                fingerprint: word,
            },
            perhaps: { subject: word, holdsUntil: word, waivedBy: word, cure: word, fix: object },
        }),
        counts: { is: 'object', each: number },
        notJudged: texts,
    },
    perhaps: { part: { is: 'object', parts: { is: word }, perhaps: { number, of: number } } },
};

/** Reads a report as `--format json` wrote it; or says why it cannot be one. */
export function readReport(place: string, shown: string, { disk }: Io): HeldReport | Refused {
    const refused = (reason: Message): Refused => ({ problem: text('{file}: {reason}.', { file: shown, reason }) });
    const bytes = wholeOf(
        (atMost) => disk.read(place, atMost),
        text('it is longer than {size} MB, and more than that cannot be read at once; --shard makes shorter reports', { size: mostBytes / 1e6 }),
    );
    if ('problem' in bytes) return refused(bytes.problem);
    let read: Partial<HeldReport> | null = null;
    try {
        read = JSON.parse(unicodeIn(bytes));
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
    }
    if (read?.schemaVersion !== 1) return refused(text('this is no report that terroir check --format json wrote'));
    const problem = misshapen(read, report);
    if (problem) return refused(text('this is no report that terroir check --format json wrote: {problem}', { problem }));
    return read as HeldReport;
}
