import type { ComponentChildren } from 'preact';

/** Where nothing is yet: what would be here, and how to get it. */
export function EmptyState({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="title">{title}</p>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}
