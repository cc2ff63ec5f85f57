import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/** Whether something is a log of SARIF 2.1.0, by the schema that test/schemas names. */
export const isSarif = (() => {
    // One of its patterns has a bracket too many, which only the older reading of patterns lets pass.
    const ajv = new Ajv04({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv as never);
    return ajv.compile(JSON.parse(readFileSync(join(import.meta.dirname, '../schemas/sarif-2.1.0-rtm.5.json'), 'utf8')));
})();
