import type { Report } from '../report.ts';

/** The report for machines, as docs/report.schema.json describes it. */
export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
