import { useEffect, useState } from 'preact/hooks';
import { Button, Dialog, ErrorBox, Lamp, Progress, Spinner } from '../../parts';
import { api } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { count, momentOf } from '../../platform/words';
import { comeback, type Step } from './comeback';
import { useForm } from './useForm';

const words = texts.settings.backups;
const ROWS = ['people', 'workspaces', 'bookmarks', 'clips'] as const;
const STEPS: readonly Step[] = ['asked', 'away', 'back'];

export interface BackupFile {
  readonly name: string;
  readonly kind: string;
  readonly at: string;
  readonly sizeBytes: number;
}

interface Facts extends Readonly<Record<(typeof ROWS)[number], number>> {
  readonly changedAt: string | null;
}

interface Look {
  readonly facts: Facts | null;
  readonly present: Facts;
  readonly fault: string | null;
}

/** Says what putting a backup back will do, does it, and waits until the box is there again. */
export function RestoreDialog({ backup, onClose }: { readonly backup: BackupFile; readonly onClose: () => void }) {
  const look = useLoad((signal) => api.get<Look>(`/api/admin/backups/${backup.name}`, undefined, signal));
  const [step, setStep] = useState<Step | null>(null);
  const { error, send } = useForm();
  const go = async (): Promise<void> => {
    setStep('asked');
    if (!(await send(() => api.post(`/api/admin/backups/${backup.name}/restore`)))) setStep(null);
    else await comeback(setStep);
  };
  useEffect(() => { if (step === 'back') location.assign('/'); }, [step]);
  const facts = look.data?.facts;
  const ready = look.data !== null && look.data.fault === null;
  return (
    <Dialog
      title={words.restoreTitle(momentOf(backup.at))} onClose={() => { if (step === null || step === 'late') onClose(); }}
      foot={step === null && <><Button onClick={onClose}>{texts.app.cancel}</Button><Button kind="danger" disabled={!ready} onClick={() => void go()}>{words.act}</Button></>}
    >
      <ErrorBox error={error ?? look.error} />
      {step !== null ? <Going step={step} /> : look.data === null ? <Spinner label={words.look} /> : (
        <div class="form">
          {look.data.fault && <p class="fault" role="alert">{look.data.fault}</p>}
          {facts && <Compared now={look.data.present} then={facts} />}
          <ul class="will">{words.will.map((said) => <li key={said}>{said}</li>)}</ul>
        </div>
      )}
    </Dialog>
  );
}

function Compared({ now, then }: { readonly now: Facts; readonly then: Facts }) {
  const moment = (at: string | null): string => (at === null ? words.never : momentOf(at));
  return (
    <table class="table compared">
      <thead><tr><td /><th scope="col">{words.now}</th><th scope="col">{words.then}</th></tr></thead>
      <tbody>
        {ROWS.map((row) => <tr key={row}><th scope="row">{words[row]}</th><td>{count(now[row])}</td><td>{count(then[row])}</td></tr>)}
        <tr><th scope="row">{words.changed}</th><td>{moment(now.changedAt)}</td><td>{moment(then.changedAt)}</td></tr>
      </tbody>
    </table>
  );
}

function Going({ step }: { readonly step: Step }) {
  const at = STEPS.indexOf(step === 'late' ? 'away' : step);
  return (
    <div class="form restoring" role="status">
      <Progress percent={step === 'late' ? undefined : (100 * (at + 1)) / (STEPS.length + 1)} label={words.act} />
      <ol>{STEPS.map((one, i) => <li key={one}><Lamp colour={i < at ? 'green' : i === at ? 'amber' : 'off'} blink={i === at}>{words.steps[one as keyof typeof words.steps]}</Lamp></li>)}</ol>
      <p class={step === 'late' ? 'fault' : 'hint'}>{step === 'late' ? words.late : words.stay}</p>
    </div>
  );
}
