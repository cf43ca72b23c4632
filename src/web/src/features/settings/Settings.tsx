import type { ComponentType } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { EmptyState } from '../../parts';
import { isAdmin } from '../../platform/session';
import { texts } from '../../platform/texts';
import { About } from './About';
import { Account } from './Account';
import { Audit } from './Audit';
import { Backups } from './Backups';
import { Jobs } from './Jobs';
import { Logs } from './Logs';
import { Members } from './Members';
import { PanelSetting } from './PanelSetting';
import { People } from './People';
import { Retention } from './Retention';
import { Services } from './Services';
import { ShareSetting } from './ShareSetting';
import { Sources } from './Sources';
import { Tokens } from './Tokens';

const words = texts.settings;

interface Entry {
  readonly page: ComponentType;
  readonly admin?: boolean;
}

const SECTIONS: Readonly<Record<keyof typeof words.nav, Entry>> = {
  account: { page: Account },
  workspaces: { page: Members },
  tokens: { page: Tokens },
  people: { page: People, admin: true },
  sources: { page: Sources, admin: true },
  share: { page: ShareSetting },
  panel: { page: PanelSetting },
  services: { page: Services },
  jobs: { page: Jobs },
  retention: { page: Retention, admin: true },
  backups: { page: Backups, admin: true },
  logs: { page: Logs, admin: true },
  audit: { page: Audit, admin: true },
  about: { page: About },
};

/** The settings: sections at the side, one of them open. */
export function Settings({ parts }: { readonly parts: Record<string, string> }) {
  const asked = (parts['*'] || 'account') as keyof typeof words.nav;
  const entry: Entry | undefined = SECTIONS[asked];
  const seen = (Object.keys(SECTIONS) as (keyof typeof words.nav)[]).filter((key) => isAdmin.value || !SECTIONS[key].admin);
  // On a phone the sections lie in a row that is longer than the screen.
  useLayoutEffect(() => { document.querySelector('.sections [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [asked]);
  return (
    <div class="page settings">
      <nav aria-label={words.sections} class="sections">
        <h1>{words.title}</h1>
        <ul>{seen.map((key) => <li key={key}><a href={`/settings/${key}`} aria-current={key === asked ? 'page' : undefined}>{words.nav[key]}</a></li>)}</ul>
      </nav>
      <div class="setting-page">
        {entry === undefined || (entry.admin && !isAdmin.value) ? <EmptyState title={entry ? words.adminOnly : texts.app.notFound} /> : <entry.page key={asked} />}
      </div>
    </div>
  );
}
