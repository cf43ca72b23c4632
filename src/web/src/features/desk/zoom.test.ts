import { beforeEach, expect, it } from 'vitest';
import { keepInView, left, panBy, snap, tickLength, windowOf, zoom, zoomBy } from './zoom';

beforeEach(() => {
  zoom.value = 1;
  left.value = 0;
});

it('keeps what lies under the pointer in its place', () => {
  zoomBy(4, 0.25);
  const { from, length } = windowOf(1000);
  expect(length).toBe(250);
  expect(from + 0.25 * length).toBeCloseTo(250);
});

it('never shows what is not there', () => {
  zoomBy(8, 1);
  panBy(5);
  expect(windowOf(800).from).toBe(700);
  panBy(-99);
  expect(windowOf(800).from).toBe(0);
  zoomBy(0.001);
  expect(windowOf(800)).toEqual({ from: 0, length: 800 });
});

it('pages to a playhead that has left it', () => {
  zoomBy(10, 0);
  keepInView(50, 1000);
  expect(left.value).toBe(0);
  keepInView(500, 1000);
  expect(windowOf(1000).from).toBeCloseTo(490);
});

it('snaps to the nearest place within reach', () => {
  expect(snap(100, [90, 103, 110], 5)).toBe(103);
  expect(snap(100, [90, 110], 5)).toBe(100);
  expect(snap(100, [97, 102], 5)).toBe(102);
});

it('has a ruler that can be read at any zoom', () => {
  for (const frames of [10, 100, 1000, 10_000, 100_000, 1_000_000]) expect(frames / tickLength(frames, 29.97, 12)).toBeLessThanOrEqual(12);
});
