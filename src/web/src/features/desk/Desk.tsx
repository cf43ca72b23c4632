export function Desk({ parts }: { readonly parts: Record<string, string> }) {
  return <div class="desk">{parts.id}</div>;
}
