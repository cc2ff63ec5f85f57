import { expect, test } from 'vitest';
import { kindsOf, traits, vocabularyAt } from '../../language/names/vocabularies.ts';
import { TerroirAstReflection } from '../../language/syntax/generated/ast.ts';
import { workspaceOf } from '../harness/spec.ts';

const types: Readonly<Record<string, { readonly properties: Readonly<Record<string, { readonly name: string; readonly referenceType?: string }>> }>> =
    new TerroirAstReflection().types;
const references = Object.entries(types).flatMap(([type, { properties }]) =>
    Object.values(properties).flatMap(({ name, referenceType }) => (referenceType === undefined ? [] : [{ place: `${type}.${name}`, kind: referenceType }])),
);
const isTerm = (kind: string): boolean => (kindsOf[kind] ?? [kind]).includes('Term');

test('every place of the grammar where a term may stand says of which vocabulary', () => {
    const places = references.filter(({ kind }) => isTerm(kind)).map(({ place }) => place);
    expect(places.length).toBeGreaterThan(25);
    // What a term is said to be is looked for in its own vocabulary.
    expect(Object.keys(vocabularyAt).sort()).toEqual(places.filter((place) => place !== 'Term.is').sort());
});

test('every vocabulary that a place asks for is in the library, with terms', () => {
    const terms = [...workspaceOf().files.values()].flatMap(({ ids }) => ids.map((id) => id.slice(id.indexOf('#') + 1)));
    for (const vocabulary of new Set([...Object.values(vocabularyAt), traits])) {
        expect(terms.filter((name) => name.startsWith(`${vocabulary}.`)).length, vocabulary).toBeGreaterThan(0);
    }
});

test('every group of kinds that the grammar names is spelled out, in kinds that exist', () => {
    for (const { place, kind } of references) {
        const kinds = kindsOf[kind] ?? [kind];
        for (const one of kinds) expect(Object.keys(types), `${place} expects ${one}`).toContain(one);
        const isGroup = !(types[kind]?.properties && 'name' in types[kind].properties);
        if (isGroup) expect(Object.keys(kindsOf), place).toContain(kind);
    }
});
