import { expect, test } from 'vitest';
import { InPlay } from '../../server/lsp/in-play.ts';

test('a file that is judged again stands behind those that were not, and comes into play but once', () => {
    const inPlay = new InPlay(2);
    expect(['a', 'b'].map((path) => inPlay.touch(path))).toEqual([true, true]);
    inPlay.begin();
    expect(['a', 'b', 'a'].map((path) => inPlay.touch(path))).toEqual([true, true, true]);
    expect(inPlay.touch('c')).toBe(true);
    expect(['a', 'b', 'c'].filter((path) => inPlay.has(path))).toEqual(['a', 'c']);
    expect([...inPlay.takeLeft()]).toEqual(['b']);
    expect([...inPlay.takeLeft()]).toEqual([]);
});

test('where one change touches more than are kept, the rest is left alone, until the next change', () => {
    const inPlay = new InPlay(2);
    expect(['a', 'b', 'c'].map((path) => inPlay.touch(path))).toEqual([true, true, false]);
    expect(['a', 'b', 'c'].filter((path) => inPlay.has(path))).toEqual(['a', 'b']);
    expect([...inPlay.takeLeft()]).toEqual([]);
    inPlay.begin();
    expect(inPlay.touch('c')).toBe(true);
    expect([...inPlay.takeLeft()]).toEqual(['a']);
});
