import { type Message, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import type { HeldReport } from './report.ts';
import { whyUnread } from './sources.ts';

/** Reads a report as `--format json` wrote it; or says why it cannot be one. */
export function readReport(place: string, shown: string, { disk }: Io): HeldReport | { readonly problem: Message } {
    try {
        const read = JSON.parse(new TextDecoder('utf-8').decode(disk.read(place, 1_000_000_000))) as Partial<HeldReport> | null;
        if (read?.schemaVersion === 1 && Array.isArray(read.findings) && Array.isArray(read.files) && typeof read.judged?.asOf === 'string')
            return read as HeldReport;
    } catch (error) {
        if (!(error instanceof SyntaxError)) return { problem: text('{file}: {reason}.', { file: shown, reason: whyUnread(error) }) };
    }
    return { problem: text('{file}: this is no report that terroir check --format json wrote.', { file: shown }) };
}
