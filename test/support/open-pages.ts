import type { Page } from 'playwright-core';

const MOST_CHARACTERS = 1500;
const pages = new Set<Page>();
const said = new WeakMap<Page, string[]>();

/** Remembers a page while it is open, and what its console and its requests complain of. */
export function watchPage(page: Page): void {
  const complaints: string[] = [];
  pages.add(page);
  said.set(page, complaints);
  page.on('close', () => pages.delete(page));
  page.on('pageerror', ({ message }) => complaints.push(`threw ${message}`));
  page.on('requestfailed', (request) =>
    complaints.push(
      `${request.method()} ${new URL(request.url()).pathname}: ${request.failure()?.errorText ?? 'failed'}`,
    ),
  );
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`${response.request().method()} ${new URL(response.url()).pathname}: ${response.status()}`);
  });
}

/** What whoever sat before the open pages would have seen: address, words, complaints. */
export async function describePages(): Promise<string> {
  const described = [...pages].map(async (page) => {
    const words = await page
      .locator('body')
      .innerText({ timeout: 5000 })
      .catch((error: unknown) => `cannot be read: ${String(error)}`);
    return [
      `The page ${page.url()} shows:`,
      words.replaceAll(/\s*\n\s*/g, ' | ').slice(0, MOST_CHARACTERS),
      ...(said.get(page) ?? []).slice(-10),
    ].join('\n');
  });
  return (await Promise.all(described)).join('\n');
}
