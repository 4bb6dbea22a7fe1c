import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../ui/styles/index.css';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { Router } from '../lib/router';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { pathParts } from '../lib/address';
import { client } from '../lib/client';
import { theme } from '../ui/theme';
import { Notices } from './notices';
import { NotFound, NotFoundInProject } from './not-found';
import { PAGES } from './pages-by-path';
import { ProjectFrame } from './project-frame';
import { RootFrame } from './root-frame';
import { tellFailures } from './tell-failures';

// Zod comes with the pages that check something, and reads this then: the page's content security policy forbids making
// code of strings, so it need not try.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

/** The pages of a project stand in its frame. */
function framed(shown: ReactNode, path: string): ReactNode {
  const [first, slug] = pathParts(path);
  if (first !== 'p' || slug === undefined) return shown ?? <NotFound />;
  return <ProjectFrame slug={slug}>{shown ?? <NotFoundInProject />}</ProjectFrame>;
}

tellFailures();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');
createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notices />
        <Router pages={PAGES}>{(shown, path) => <RootFrame>{framed(shown, path)}</RootFrame>}</Router>
      </MantineProvider>
    </ApolloProvider>
  </StrictMode>,
);
