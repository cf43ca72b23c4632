import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../../parts';
import { go } from '../../platform/router';
import { isAdmin } from '../../platform/session';
import { texts } from '../../platform/texts';
import { PanelStep, ShareStep, SourceStep } from './steps';
import { WorkspaceStep } from './WorkspaceStep';

const words = texts.welcome;
type Step = keyof typeof words.steps;

const PAGES: Readonly<Record<Step, ComponentType>> = { source: SourceStep, share: ShareStep, panel: PanelStep, workspace: WorkspaceStep };
const STEPS = Object.keys(PAGES) as Step[];

/** The first steps of a new box: each can be skipped, and is found again in the settings. */
export function Welcome({ parts }: { readonly parts: Record<string, string> }) {
  const at = Math.max(0, STEPS.indexOf((parts['*'] || 'source') as Step));
  const step = STEPS[at] ?? 'source';
  const Page = PAGES[step];
  const admin = isAdmin.value;
  useEffect(() => { if (!admin) go('/', true); }, [admin]);
  useEffect(() => { document.getElementById('welcome-title')?.focus(); }, [step]);
  if (!admin) return null;
  const to = (index: number): void => go(index >= STEPS.length ? '/' : `/welcome/${STEPS[index]}`);
  return (
    <main class="welcome">
      <header>
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" /><span>{texts.app.name}</span></a>
        <nav aria-label={words.title}>
          <ol class="steps">
            {STEPS.map((name, index) => (
              <li key={name} class={index < at ? 'past' : ''}><a href={`/welcome/${name}`} aria-current={index === at ? 'step' : undefined}><i aria-hidden="true">{index + 1}</i>{words.steps[name]}</a></li>
            ))}
          </ol>
        </nav>
      </header>
      <section class="card welcome-card" aria-labelledby="welcome-title">
        <p class="hint">{words.step(at + 1, STEPS.length)}</p>
        <h1 id="welcome-title" tabIndex={-1}>{words[step].title}</h1>
        <p>{words[step].text}</p>
        <Page />
        <footer>
          <Button kind="quiet" disabled={at === 0} onClick={() => to(at - 1)}>{words.back}</Button>
          <span class="gap" />
          <Button kind="quiet" onClick={() => to(at + 1)}>{words.skip}</Button>
          <Button kind={step === 'workspace' ? 'plain' : 'main'} onClick={() => to(at + 1)}>{step === 'workspace' ? words.finish : words.next}</Button>
        </footer>
      </section>
      <p class="hint">{words.later}</p>
    </main>
  );
}
