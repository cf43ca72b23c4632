/** How far something is, 0 to 100; undefined where nobody knows. */
export function Progress({ percent, label }: { readonly percent: number | undefined; readonly label: string }) {
  return <progress class="progress" max={100} value={percent} aria-label={label} />;
}
