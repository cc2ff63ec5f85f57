import { expect, test } from 'vitest';
import { docBefore } from '../../language/syntax/doc.ts';

const docOf = (before: string) => docBefore(`${before}organisation A { seat FR }\n`, before.length);

test.each([
    ['on one line', '/** About A. */\n', 'About A.'],
    ['on several lines', '/**\n * About A.\n *\n *  - indented\n */\n', 'About A.\n\n - indented'],
    ['with other line ends', '/**\r\n * About A.\r\n * More.\r\n */\r\n', 'About A.\nMore.'],
    ['with the line ends of old', '/**\r * About A.\r * More.\r */\r', 'About A.\nMore.'],
    ['behind an empty line', '/** About A. */\n\n', 'About A.'],
    ['that holds what looks like comments', '/** See /* and // and "\n */\n', 'See /* and // and "'],
    ['behind a text that is not closed', 'organisation B "B\n/** About A. */\n', 'About A.'],
])('a doc comment %s', (_, before, doc) => expect(docOf(before)).toBe(doc));

test.each([
    ['a comment of another kind', '/* About A. */\n'],
    ['one of another declaration', '/** About B. */\norganisation B { seat FR }\n'],
    ['one of another declaration, where a line comment seems to end it', '/** About B. */\norganisation B { seat FR }\n// see */\n'],
    ['a piece of a text', 'organisation B "/** x" { seat FR }\n// see */\n'],
    ['a piece of a line comment', '// /** x */\n'],
    ['a piece of a comment of another kind', '/* A\n/** x */\n'],
])('no doc comment: %s', (_, before) => expect(docOf(before)).toBeUndefined());
