import type { Report } from '../report.ts';
import { jsonPieces } from './pieces.ts';

/** The report for machines, as docs/report.schema.json describes it. */
export function* json(report: Report): Generator<string> {
    yield* jsonPieces(report);
    yield '\n';
}
