import type { ApiError, ErrorCode } from '../platform/api';
import { texts } from '../platform/texts';
import { Button } from './Button';

// What is wrong with a field, or is not there, says all itself.
const BY_ITSELF: ReadonlySet<ErrorCode> = new Set(['VALIDATION_ERROR', 'NOT_FOUND']);

/** What went wrong and what to do; nothing where nothing did. Messages that stand at their fields are not said again. */
export function ErrorBox({ error, onRetry, fields = [] }: { readonly error: ApiError | null | undefined; readonly onRetry?: () => void; readonly fields?: readonly string[] }) {
  if (!error) return null;
  const rest = error.fields.filter((fault) => !fields.includes(fault.field));
  if (error.fields.length > 0 && rest.length === 0) return null;
  return (
    <div class="error-box" role="alert">
      <p>{rest.length > 0 ? rest.map((fault) => `${fault.field} ${fault.message}`).join(' ') : error.message}</p>
      {error.code === 'INTERNAL_ERROR' && error.requestId && <p class="hint">{texts.app.requestId(error.requestId)}</p>}
      {!BY_ITSELF.has(error.code) && <a href={`/help/trouble#${error.code.toLowerCase()}`}>{texts.help.whatToDo}</a>}
      {onRetry && <Button small onClick={onRetry}>{texts.app.tryAgain}</Button>}
    </div>
  );
}
