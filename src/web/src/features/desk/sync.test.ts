import { expect, it } from 'vitest';
import { rateFor } from './sync';

it('leaves a picture in step alone', () => {
  expect(rateFor(3, 1)).toBe(1);
  expect(rateFor(-3, 0.5)).toBe(0.5);
});

it('slows down what is ahead and hurries what is behind, never by more than an ear would mind', () => {
  expect(rateFor(35, 1)).toBeCloseTo(0.95);
  expect(rateFor(-35, 2)).toBeCloseTo(2.1);
  expect(rateFor(5000, 1)).toBeCloseTo(0.88);
  expect(rateFor(-5000, 1)).toBeCloseTo(1.12);
});

it('brings both sides together within a few frames and holds them', () => {
  for (const start of [250, -250, 40, -17]) {
    let off = start;
    for (let ms = 0; ms < 4000; ms += 40) off += 40 * (rateFor(off, 1) - 1);
    expect(Math.abs(off)).toBeLessThan(6);
  }
});
