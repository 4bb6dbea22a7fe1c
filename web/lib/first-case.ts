type Case = {
  readonly slug: string;
  /** The key's secret, or the name of the shell's variable that holds it. */
  readonly key: string;
  /** The request's body, as it is sent. */
  readonly body: unknown;
};

/** The command that sends a case to this installation, ready to be pasted into a shell. */
export function firstCaseCommand({ slug, key, body }: Case): string {
  return [
    `curl -X POST ${window.location.origin}/v1/projects/${slug}/decisions`,
    `-H "Authorization: Bearer ${key}"`,
    '-H "Content-Type: application/json"',
    `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
  ].join(' \\\n  ');
}
