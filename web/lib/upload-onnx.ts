import type { OnnxConfig, Said } from '@handrail/shared/deciders';

type Value = { readonly name: string; readonly type: string; readonly shape: readonly (number | string)[] };
/** What the server says of a file that it would take. */
export type CheckedOnnx = {
  readonly description: {
    readonly producer: string;
    readonly opsets: readonly { readonly domain: string; readonly version: number }[];
    readonly inputs: readonly Value[];
    readonly outputs: readonly Value[];
  };
  readonly config: OnnxConfig;
  readonly trial: { readonly said: Said | null; readonly error: string | null };
};
/** Refused: why, and the parts that do not fit. */
export class OnnxRefused extends Error {
  constructor(
    message: string,
    readonly details: readonly string[],
  ) {
    super(message);
  }
}

type Upload = { readonly slug: string; readonly name: string; readonly file: File };

/** Has a file looked at; nothing is kept. @throws OnnxRefused */
export async function checkOnnx(upload: Upload, mapping?: OnnxConfig): Promise<CheckedOnnx> {
  // The server's own answer, of the same build.
  return (await send(upload, { check: 'true', ...stated(mapping) })) as CheckedOnnx;
}

/** Registers the file as the next version; gives `name@version`. @throws OnnxRefused */
export async function registerOnnx(upload: Upload, mapping: OnnxConfig): Promise<string> {
  const { reference } = (await send(upload, stated(mapping))) as { reference: string };
  return reference;
}

function stated(mapping: OnnxConfig | undefined): Record<string, string> {
  return mapping === undefined ? {} : { mapping: JSON.stringify(mapping) };
}

async function send({ slug, name, file }: Upload, query: Record<string, string>): Promise<unknown> {
  const path = `/v1/projects/${slug}/deciders/${encodeURIComponent(name)}/onnx?${new URLSearchParams(query)}`;
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-handrail-request': '1' },
    body: file,
  }).catch(() => {
    throw new OnnxRefused('Handrail does not answer. The file is kept here; try again in a moment.', []);
  });
  const body = (await answer.json()) as { detail?: string; errors?: { detail: string }[] };
  if (answer.ok) return body;
  throw new OnnxRefused(
    body.detail ?? 'The file was refused.',
    (body.errors ?? []).map(({ detail }) => detail),
  );
}
