// Validates every JSON or YAML file below a folder against a schema.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { texts } from './walk.mjs';

const [folder, ending, schema] = process.argv.slice(2);
const parse = ending === '.yaml' ? (await import('yaml')).parse : JSON.parse;
const validate = new Ajv2020().compile(JSON.parse(readFileSync(schema, 'utf8')));
let files = 0;
for (const text of texts(folder, ending)) {
    files++;
    if (!validate(parse(text.toString('utf8')))) throw new Error(JSON.stringify(validate.errors));
}
if (files === 0) throw new Error('There was nothing to validate.');
