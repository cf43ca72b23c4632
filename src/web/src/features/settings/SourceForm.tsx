import { useState } from 'preact/hooks';
import { Button, ErrorBox, Lamp, TextField } from '../../parts';
import { api } from '../../platform/api';
import type { Source } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useForm } from './useForm';

const words = texts.settings.sources;

/** How a source answered its test. */
export interface SourceTest {
  readonly ok: boolean;
  readonly message: string;
  /** The field that is wrong, where one is. */
  readonly field?: string | null;
}

/** Adds a folder and says at once whether the box can read it. */
export function SourceForm({ onAdded }: { readonly onAdded: (source: Source) => void }) {
  const [name, setName] = useState('');
  const [path, setPath] = useState('');
  const [test, setTest] = useState<SourceTest | null>(null);
  const { error, busy, send } = useForm();
  const add = (): Promise<boolean> => send(async () => {
    setTest(null);
    const named = name.trim() || path.replace(/\/+$/, '').split('/').at(-1) || path;
    const source = await api.post<Source>('/api/sources', { kind: 'folder', name: named, path: path.trim() });
    onAdded(source);
    setTest(await api.post<SourceTest>(`/api/sources/${source.id}/test`));
    setName('');
    setPath('');
  });
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <div class="row2">
        <TextField label={words.path} name="path" error={error} value={path} onInput={setPath} required autocomplete="off" spellcheck={false} autocapitalize="none" hint={words.pathHint} placeholder="/media/films" />
        <TextField label={words.name} name="name" error={error} value={name} onInput={setName} maxLength={100} autocomplete="off" />
      </div>
      <ErrorBox error={error} fields={['path', 'name']} />
      <p class="form-foot"><Button kind="main" submit busy={busy}>{words.add}</Button><span role="status">{test && <Lamp colour={test.ok ? 'green' : 'red'}>{test.message}</Lamp>}</span></p>
    </form>
  );
}
