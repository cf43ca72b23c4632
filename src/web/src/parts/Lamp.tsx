/** As on a desk: off, green (cued, fine), amber (look here), red (on air, broken), blue (chosen). */
export type LampColour = 'off' | 'green' | 'amber' | 'red' | 'blue';

/** A lamp with words; the colour is never the only sign. */
export function Lamp({ colour, children, blink }: { readonly colour: LampColour; readonly children?: preact.ComponentChildren; readonly blink?: boolean }) {
  return <span class={`lamp ${colour}${blink ? ' blink' : ''}`}><i aria-hidden="true" />{children}</span>;
}
