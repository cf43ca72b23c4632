import { expect, it } from 'vitest';
import { placeOf } from './placeOf';

it('reads places as people type them', () => {
  expect(['', ' 90 ', '1:30', '1:02:30.5', '0:07,25'].map(placeOf)).toEqual([0, 90_000, 90_000, 3_750_500, 7_250]);
  expect(['abc', '1:99', '1:2:3:4', '-5', ':30'].map(placeOf)).toEqual([null, null, null, null, null]);
});
