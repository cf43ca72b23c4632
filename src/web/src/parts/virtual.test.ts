import { describe, expect, it } from 'vitest';
import { moved, rowsOf, scrolledTo, shifted, tiles, windowOf, type Shape } from './virtual';

const of = (columns: number, row: number): Shape => ({ columns, tile: 0, row, gap: 0 });

describe('the virtual list', () => {
  it('draws what is seen of 100,000 items and little more', () => {
    const grid = tiles(1400, 6, 52, 12);
    for (const top of [0, 3_000, 500_000, rowsOf(grid, 100_000) * grid.row - 900]) {
      const { first, end } = windowOf(grid, 100_000, top, 900);
      expect(end - first).toBeLessThan(100);
      expect(Math.floor(first / grid.columns) * grid.row).toBeLessThanOrEqual(top);
      expect(end === 100_000 || (end / grid.columns) * grid.row >= top + 900).toBe(true);
    }
  });
  it('has whole rows, and the last item at the end', () => {
    const grid = tiles(390, 2, 52, 12);
    expect(grid.tile).toBe(189);
    expect(windowOf(grid, 5, 0, 4_000)).toEqual({ first: 0, end: 5 });
    expect(windowOf(grid, 0, 0, 900)).toEqual({ first: 0, end: 0 });
  });
  it('moves by items, rows and screens, and stays within', () => {
    const grid = of(4, 100);
    expect(moved('ArrowDown', 2, 10, grid, 200)).toBe(6);
    expect(moved('ArrowDown', 8, 10, grid, 200)).toBe(9);
    expect(moved('ArrowUp', 2, 10, grid, 200)).toBe(0);
    expect(moved('PageDown', 0, 100, grid, 250)).toBe(8);
    expect(moved('End', 3, 10, grid, 200)).toBe(9);
    expect(moved('a', 3, 10, grid, 200)).toBeNull();
    expect(moved('End', 0, 0, grid, 200)).toBeNull();
  });
  it('scrolls no further than needed', () => {
    const list = of(1, 50);
    expect(scrolledTo(3, list, 0, 400)).toBe(0);
    expect(scrolledTo(9, list, 0, 400)).toBe(100);
    expect(scrolledTo(1, list, 100, 400)).toBe(50);
  });
  it('keeps what is seen in its place, whatever comes or goes before it', () => {
    for (const columns of [1, 2, 5, 7]) {
      for (const lead of [0, columns - 1]) {
        for (let added = -20; added <= 20; added++) {
          const to = shifted(lead, added, columns);
          expect(to.lead).toBeGreaterThanOrEqual(0);
          expect(to.lead).toBeLessThan(columns);
          // The item that was the 100th is now the (100 + added)th: the same column, so many rows further.
          expect(100 + added + to.lead).toBe(100 + lead + to.rows * columns);
        }
      }
    }
  });
});
