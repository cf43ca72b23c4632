import qrcode from 'qrcode-generator';
import { useMemo } from 'preact/hooks';

const QUIET = 4; // light modules around it (ISO/IEC 18004, 9.1)

/** A QR code (ISO/IEC 18004) as a drawing; dark on light whatever the page looks like, as readers want it. */
export function Qr({ text, label, size = 168 }: { readonly text: string; readonly label: string; readonly size?: number }) {
  const { path, side } = useMemo(() => draw(text), [text]);
  return (
    <svg class="qr" width={size} height={size} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function draw(text: string): { path: string; side: number } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  let path = '';
  for (let y = 0; y < modules; y++)
    for (let x = 0; x < modules; x++)
      if (code.isDark(y, x)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  return { path, side: modules + 2 * QUIET };
}
