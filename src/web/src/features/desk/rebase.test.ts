import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rebase } from './rebase';

it('takes what the box merged where nothing more was typed', () => {
  expect(rebase('Goal', 'Goal', 'Goal by Anna')).toBe('Goal by Anna');
});

it('keeps what was typed where nobody else wrote', () => {
  expect(rebase('Goal', 'Goal 1:0', 'Goal')).toBe('Goal 1:0');
});

it('puts further typing into the merged text', () => {
  expect(rebase('Goal', 'Goal!', 'Nice Goal')).toBe('Nice Goal!');
  expect(rebase('one two three', 'one two 2 three', 'one two three four')).toBe('one two 2 three four');
  expect(rebase('a first thing here', 'a first big thing here', 'now a first thing and here')).toBe('now a first big thing and here');
});

it('lets what was typed stand where its place is gone', () => {
  expect(rebase('abc', 'abcd', 'xyz')).toBe('abcd');
});

it('never loses a character that was typed at the end', () => {
  fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (sent, more, theirs) => {
    expect(rebase(sent, sent + more, theirs + sent).endsWith(more)).toBe(true);
  }));
});
