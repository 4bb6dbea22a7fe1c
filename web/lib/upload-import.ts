/** The server did not take the file; the message says why and what to do. */
export class ImportRefused extends Error {}

const HEADERS = { 'content-type': 'application/octet-stream', 'x-handrail-request': '1' };
const AWAY = 'Handrail does not answer. The file is still on your computer; try again in a moment.';

/**
 * Sends a file of labelled data, streamed; gives the id of its import. `onShare` hears how much is there, in [0, 1].
 *
 * @throws ImportRefused
 */
export function uploadImport(slug: string, file: File, onShare: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    // Not fetch, which does not tell how much was sent.
    const request = new XMLHttpRequest();
    request.open('POST', `/v1/projects/${slug}/imports?${new URLSearchParams({ name: file.name.slice(-500) })}`);
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new ImportRefused(AWAY));
    request.onload = () => {
      const { id, detail } = bodyOf(request.responseText);
      if (request.status === 201 && id !== undefined) resolve(id);
      else reject(new ImportRefused(detail ?? AWAY));
    };
    request.send(file);
  });
}

function bodyOf(text: string): { readonly id?: string; readonly detail?: string } {
  try {
    // The server's own answer, of the same build.
    return JSON.parse(text) as { id?: string; detail?: string };
  } catch {
    // A proxy answers in words of its own; the status says the rest.
    return {};
  }
}
