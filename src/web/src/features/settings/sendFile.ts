// Sends a file as a request's body and tells how far it is, which fetch can't.
import { ApiError, type ErrorCode } from '../../platform/api';

interface Answer {
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/** Throws ApiError. `onPercent` hears 0 to 100. */
export function sendFile(path: string, file: Blob, onPercent: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onPercent(Math.floor((100 * loaded) / Math.max(1, total)));
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(refusalOf(request));
    };
    request.onerror = () => reject(new ApiError('NETWORK', 'The connection to the box broke while the file was sent. Try again.'));
    request.send(file);
  });
}

function refusalOf(request: XMLHttpRequest): ApiError {
  try {
    const { error } = JSON.parse(request.responseText) as Answer;
    if (error) return new ApiError(error.code, error.message, undefined, request.status);
  } catch {
    // No answer of the box's; the status says what there is to say.
  }
  return new ApiError('INTERNAL_ERROR', `The box answered ${request.status}.`, undefined, request.status);
}
