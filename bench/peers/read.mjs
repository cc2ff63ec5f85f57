// R: reads the bytes of every file below a folder, and does nothing with them.
import { texts } from './walk.mjs';

const [folder, ending] = process.argv.slice(2);
let bytes = 0;
for (const text of texts(folder, ending)) bytes += text.length;
if (bytes === 0) throw new Error('There was nothing to read.');
