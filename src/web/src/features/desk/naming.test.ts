import { describe, expect, it } from 'vitest';
import { askedAt, fitting, pieces, withName } from './naming';

const people = ['Ann', 'Anna Maier', 'Ben O\'Neill', 'Maik'].map((name) => ({ id: name, name }));

describe('naming people', () => {
  it('begins with an @ that stands alone, and goes on over spaces', () => {
    expect(askedAt('look @an', 8)).toEqual({ start: 5, query: 'an' });
    expect(askedAt('@anna ma', 8)).toEqual({ start: 0, query: 'anna ma' });
    expect(askedAt('@', 1)).toEqual({ start: 0, query: '' });
    expect(askedAt('mail@an', 7)).toBeNull();
    expect(askedAt('@ an', 4)).toBeNull();
    expect(askedAt('@an\nand', 7)).toBeNull();
    expect(askedAt('@an', 0)).toBeNull();
  });

  it('offers who begins so, then who has a word that does', () => {
    expect(fitting('ma', people).map((p) => p.name)).toEqual(['Maik', 'Anna Maier']);
    expect(fitting('anna m', people).map((p) => p.name)).toEqual(['Anna Maier']);
    expect(fitting('zz', people)).toEqual([]);
  });

  it('puts the name in and goes behind it', () => {
    expect(withName('see @an!', 7, { start: 4, query: 'an' }, 'Anna Maier')).toEqual({ text: 'see @Anna Maier !', caret: 16 });
    expect(withName('@an now', 3, { start: 0, query: 'an' }, 'Ann')).toEqual({ text: '@Ann now', caret: 5 });
  });

  it('is shown where the box says', () => {
    const mention = { user: { id: '1', name: 'Ann' }, start: 3, length: 4 };
    expect(pieces('Hi @Ann!', [mention])).toEqual([{ text: 'Hi ' }, { text: '@Ann', mention }, { text: '!' }]);
    expect(pieces('', [])).toEqual([{ text: '' }]);
  });
});
