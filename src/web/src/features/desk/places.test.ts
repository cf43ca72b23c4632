import { expect, it } from 'vitest';
import { linkTo, placeNamed } from './places';

const PAL = { num: 25, den: 1 };

it('a link names the bookmark and the moment, and is read back', () => {
  const link = linkTo('http://box', 'w1', '10:00:02;00', 12);
  expect(link).toBe('http://box/w/w1?mark=12&t=10:00:02;00');
  expect(placeNamed(new URL(link.replace(';', ':')).searchParams, PAL, 10 * 3600 * 25)).toEqual({ mark: 12, frame: 50 });
});

it('what is no place names nothing', () => {
  expect(placeNamed(new URLSearchParams('mark=-1&t=soon'), PAL, 0)).toEqual({ mark: null, frame: null });
  expect(placeNamed(new URLSearchParams(''), PAL, 0)).toEqual({ mark: null, frame: null });
});
