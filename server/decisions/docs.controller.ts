import { Controller, Get, Header } from '@nestjs/common';
import { Allow } from '../platform/access/index.js';
import { OPENAPI } from './openapi.js';

type Operation = {
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly responses: Record<string, { readonly description: string }>;
};

const EXAMPLE = `curl -X POST "$HANDRAIL/v1/projects/mail-triage/decisions" \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -H "Prefer: wait=30" \\
  -d '{"input": {"subject": "Free entry", "fromDomain": "example.org", "links": 2, "html": false, "body": "You have won. Click now."}}'`;

@Controller()
export class DocsController {
  @Allow('public')
  @Get('openapi.json')
  openapi(): Record<string, unknown> {
    return OPENAPI;
  }

  /** The same, to read. */
  @Allow('public')
  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  docs(): string {
    const sections = sectionsOf('paths');
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Handrail REST</title>
<style>:root{color-scheme:light dark}body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}code,pre{font-family:ui-monospace,monospace;font-size:.9em}pre{overflow:auto;padding:1rem;border:1px solid}td{padding:.15rem 1rem .15rem 0;vertical-align:top}</style>
<h1>Handrail REST</h1><p>Machines send cases, read decisions and pull labels. Every request carries <code>Authorization: Bearer &lt;API key&gt;</code>. The machine-readable description is <a href="/openapi.json">/openapi.json</a>.</p><pre>${escape(EXAMPLE)}</pre>${sections}
<h1 id="webhooks">Webhooks</h1><p>What Handrail sends to a project’s signed webhooks, as the <a href="https://www.standardwebhooks.com">Standard Webhooks</a> specification has it, for which there are libraries. To check a message yourself: take the base64 part of the secret as the key, sign <code>{webhook-id}.{webhook-timestamp}.{body}</code> with HMAC-SHA-256, and compare with each signature behind <code>v1,</code> in <code>webhook-signature</code>; refuse what is older than five minutes.</p>${sectionsOf('webhooks')}</html>`;
  }
}

/** The document is our own constant. */
function sectionsOf(part: 'paths' | 'webhooks'): string {
  const described = OPENAPI[part] as Record<string, Record<string, Operation>>;
  return Object.entries(described)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => section(`${method.toUpperCase()} ${path}`, operation)),
    )
    .join('');
}

function section(title: string, { summary, parameters, responses }: Operation): string {
  const rows = [
    ...parameters.map((parameter) => [`${parameter.name} (${parameter.in})`, parameter.description ?? '']),
    ...Object.entries(responses).map(([status, response]) => [status, response.description]),
  ];
  return `<h2><code>${escape(title)}</code></h2><p>${escape(summary)}</p><table>${rows.map(([name, says]) => `<tr><td><code>${escape(name ?? '')}</code><td>${escape(says ?? '')}`).join('')}</table>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
