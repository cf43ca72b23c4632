import { describe, expect, it, vi } from 'vitest';
import { HeldDeletes } from './heldDeletes';

function set() {
  let due: (() => void) | null = null;
  const deletes = new HeldDeletes((_ms, act) => {
    due = act;
    return () => { due = null; };
  });
  return { deletes, pass: () => due?.() };
}

describe('a held delete', () => {
  it('hides at once and deletes when its time is over', () => {
    const { deletes, pass } = set();
    const run = vi.fn(async () => undefined);
    deletes.hold('a', run, () => undefined);
    expect([deletes.hidden.value.has('a'), run.mock.calls.length]).toEqual([true, 0]);
    pass();
    expect([run.mock.calls.length, deletes.undo('a'), deletes.hidden.value.has('a')]).toEqual([1, false, true]);
  });
  it('never reaches the box when it is taken back', () => {
    const { deletes, pass } = set();
    const run = vi.fn(async () => undefined);
    deletes.hold('a', run, () => undefined);
    expect(deletes.undo('a')).toBe(true);
    pass();
    expect([run.mock.calls.length, deletes.hidden.value.size]).toEqual([0, 0]);
  });
  it('shows again what the box refuses to delete', async () => {
    const { deletes, pass } = set();
    const failed = vi.fn();
    deletes.hold('a', async () => { throw new Error('in the player'); }, failed);
    pass();
    await vi.waitFor(() => expect(failed).toHaveBeenCalled());
    expect(deletes.hidden.value.size).toBe(0);
  });
  it('is done at once when the page is left', () => {
    const { deletes } = set();
    const run = vi.fn(async () => undefined);
    deletes.hold('a', run, () => undefined);
    deletes.flush();
    deletes.flush();
    expect(run).toHaveBeenCalledTimes(1);
  });
});
