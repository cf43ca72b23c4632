// What someone goes on typing while the box merges what he sent with what others wrote.

/**
 * Puts what was typed since `sent` into `merged`. Where the place that was typed at is no longer there, what was typed stands as it is: nobody's
 * words under his own hands change in a way that he did not see coming.
 */
export function rebase(sent: string, typed: string, merged: string): string {
  if (typed === sent) return merged;
  if (merged === sent) return typed;
  const head = commonHead(sent, typed);
  const tail = commonTail(sent.slice(head), typed.slice(head));
  const removed = sent.slice(head, sent.length - tail);
  const added = typed.slice(head, typed.length - tail);
  const at = placeOf(sent, head, head + removed.length, merged);
  return at === null ? typed : merged.slice(0, at) + added + merged.slice(at + removed.length);
}

// The same words on both sides of the place tell where it is now; first of all the end, where people type most.
function placeOf(sent: string, from: number, to: number, merged: string): number | null {
  if (to === sent.length && merged.endsWith(sent)) return merged.length - (to - from);
  if (merged.startsWith(sent.slice(0, to))) return from;
  const rest = sent.slice(from);
  if (rest.length > 0 && merged.endsWith(rest)) return merged.length - rest.length;
  const before = sent.slice(Math.max(0, from - 12), from);
  const at = merged.indexOf(before + sent.slice(from, to));
  return before.length >= 3 && at >= 0 && merged.indexOf(before + sent.slice(from, to), at + 1) < 0 ? at + before.length : null;
}

function commonHead(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function commonTail(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}
