import {
  createContext,
  useContext,
  useEffect,
  useState,
  type ComponentPropsWithRef,
  type ComponentType,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { lazily } from '../ui/lazily';
import { PageFailure } from '../ui/page-failure';
import { Loading } from '../ui/states';
import { hrefOf, matchPath, readSearch, type Params, type Place, type Search } from './address';

/**
 * What the pages need of a router, and no more: the address is the state, links go without loading anew, and a page is
 * loaded when it is gone to, or pointed at.
 */
type Location = { readonly path: string; readonly search: Search; readonly text: string };
type Going = Place & { readonly replace?: boolean | undefined };
type Page = { readonly path: string; readonly Page: ReturnType<typeof lazily> };

const LocationContext = createContext<Location>({ path: '/', search: {}, text: '/' });
const ParamsContext = createContext<Params>({});
const PagesContext = createContext<readonly Page[]>([]);
const CHANGED = 'handrail:address';

function locationNow(): Location {
  const { pathname, search } = window.location;
  return { path: pathname, search: readSearch(search), text: pathname + search };
}

/** A page of the application by its path; `load` gets what draws it. */
export function page(path: string, load: () => Promise<ComponentType>): Page {
  return { path, Page: lazily(load, { waiting: <Loading /> }) };
}

type RouterProps = {
  readonly pages: readonly Page[];
  /** What is around the page; null: nothing of ours is at this address. */
  readonly children: (shown: ReactNode, path: string) => ReactNode;
};

/** Shows the page of the address. */
export function Router({ pages, children }: RouterProps) {
  const [location, setLocation] = useState(locationNow);
  // Synchronises with the browser's address.
  useEffect(() => {
    const read = (): void => setLocation((before) => (before.text === locationNow().text ? before : locationNow()));
    read();
    window.addEventListener('popstate', read);
    window.addEventListener(CHANGED, read);
    return () => {
      window.removeEventListener('popstate', read);
      window.removeEventListener(CHANGED, read);
    };
  }, []);
  const found = foundIn(pages, location.path);
  return (
    <PagesContext value={pages}>
      <LocationContext value={location}>
        <ParamsContext value={found?.params ?? {}}>
          {children(found && <Shown key={found.page.path} page={found.page} />, location.path)}
        </ParamsContext>
      </LocationContext>
    </PagesContext>
  );
}

function Shown({ page: { Page } }: { readonly page: Page }) {
  return (
    <PageFailure>
      <Page />
    </PageFailure>
  );
}

/** A path with a name in it gives way to one that is written out: `/datasets/new` is no dataset. */
function foundIn(pages: readonly Page[], path: string) {
  const all = pages.flatMap((one) => {
    const params = matchPath(one.path, path);
    return params ? [{ page: one, params }] : [];
  });
  return all.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0] ?? null;
}

function go(going: Going): void {
  const href = hrefOf(going, locationNow());
  const before = locationNow();
  if (going.replace === true || href === before.text) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  window.dispatchEvent(new Event(CHANGED));
  // Another page begins at its beginning.
  if (locationNow().path !== before.path) window.scrollTo(0, 0);
}

const navigate = (going: Going): Promise<void> => {
  go(going);
  return Promise.resolve();
};

/** Gives what goes to a place. */
export function useNavigate() {
  return navigate;
}

/** Where one is. */
export function useLocation(): { readonly pathname: string } {
  return { pathname: useContext(LocationContext).path };
}

/** The values of the `$names` in the page's path. */
export function useParams(): Params {
  return useContext(ParamsContext);
}

/** What stands behind the question mark. Anybody can write anything there: who reads it says what they understand. */
export function useSearch<Understood extends object>(): Understood {
  return useContext(LocationContext).search as Understood;
}

/** Goes to a place as soon as it is drawn. */
export function Navigate(going: Going): null {
  const { to, params, search, replace } = going;
  useEffect(() => go({ to, params, search, replace }));
  return null;
}

type LinkProps = Place &
  Omit<ComponentPropsWithRef<'a'>, 'href'> & {
    /** Says so to those who do not see it where this is the page that one is on, or above it. */
    readonly showsCurrent?: boolean;
  };

/** A link that goes without loading anew; what it leads to is loaded when it is pointed at. */
export function Link({ to, params, search, showsCurrent = false, onClick, ...rest }: LinkProps) {
  const location = useContext(LocationContext);
  const pages = useContext(PagesContext);
  const href = hrefOf({ to, params, search }, location);
  const [path = ''] = href.split('?');
  const isCurrent = location.path === path || location.path.startsWith(`${path}/`);
  const preload = (): void => {
    foundIn(pages, path)?.page.Page.preload();
  };
  const click = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isOther = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || isOther || rest.target === '_blank' || rest.download !== undefined) return;
    event.preventDefault();
    go({ to, params, search });
  };
  return (
    <a
      {...rest}
      href={href}
      onClick={click}
      onPointerEnter={preload}
      onFocus={preload}
      {...(showsCurrent && isCurrent && { 'aria-current': 'page' as const })}
    />
  );
}
