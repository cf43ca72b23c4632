// Which of very many items are in sight of a place that scrolls.
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { scrolledTo, windowOf, type Shape, type Window } from './virtual';

export interface Sight extends Window {
  readonly form: Shape;
  /** Height of the place in px. */
  readonly height: number;
  /** Scrolls so far that an item is seen whole. */
  readonly reveal: (index: number) => void;
  /** How far the items have been scrolled, in px; below 0 while what stands above them is seen. */
  readonly top: () => number;
}

/** Draws anew only when other rows come into sight, not with each pixel. `frame` scrolls and is the offset parent of `grid`, which holds the items. */
export function useSight(frame: RefObject<HTMLElement | null>, grid: RefObject<HTMLElement | null>, shapeOf: (width: number) => Shape, count: number): Sight {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [, setWindow] = useState<Window>({ first: 0, end: 0 });
  const form = shapeOf(size.width);
  const newest = useRef({ form, count });
  newest.current = { form, count };
  const top = (): number => (frame.current?.scrollTop ?? 0) - (grid.current?.offsetTop ?? 0);

  useLayoutEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const measure = (): void => {
      const now = { width: grid.current?.clientWidth ?? 0, height: box.clientHeight };
      setSize((before) => (before.width === now.width && before.height === now.height ? before : now));
    };
    const scrolled = (): void => {
      const now = windowOf(newest.current.form, newest.current.count, top(), box.clientHeight);
      setWindow((before) => (before.first === now.first && before.end === now.end ? before : now));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    if (grid.current) watch.observe(grid.current);
    box.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      watch.disconnect();
      box.removeEventListener('scroll', scrolled);
    };
  }, []);

  return {
    ...windowOf(form, count, top(), size.height),
    form,
    height: size.height,
    top,
    reveal: (index) => {
      if (frame.current && grid.current) frame.current.scrollTop = grid.current.offsetTop + scrolledTo(index, form, top(), size.height);
    },
  };
}
