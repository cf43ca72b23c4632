import { describe, expect, it } from 'vitest';
import { shape } from './shape';

describe('how films lie', () => {
  it('is two side by side on a phone, more on wider screens, one as a list', () => {
    expect([shape('grid', 390).columns, shape('grid', 1400).columns, shape('list', 1400).columns]).toEqual([2, 6, 1]);
  });
});
