import { Link, useLocation } from '../lib/router';
import { useEffect, useId, useRef } from 'react';
import { can, useProject } from '../lib/session';
import { PROJECT_PAGES, type ProjectPage } from './pages';

/** Where one can go in a project: a column in groups, or a strip that can be pushed where there is little room. */
export function ProjectMenu() {
  const project = useProject();
  const { pathname } = useLocation();
  const strip = useRef<HTMLElement>(null);
  // Scrolls the browser’s own box: the page that one is on must be seen in the strip.
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  const pages = PROJECT_PAGES.filter(({ permission }) => can(project, permission));
  // With one page there is nowhere to go: nothing stands in a reviewer’s way.
  if (pages.length < 2) return null;
  const groups = [...new Set(pages.map(({ group }) => group))];
  return (
    <nav aria-label="Project" className="menu" ref={strip}>
      {groups.map((group) => (
        <MenuGroup key={group} name={group} slug={project.slug} pages={pages.filter((page) => page.group === group)} />
      ))}
    </nav>
  );
}

type GroupProps = { readonly name: string; readonly slug: string; readonly pages: readonly ProjectPage[] };

function MenuGroup({ name, slug, pages }: GroupProps) {
  const id = useId();
  return (
    <div className="menu-group">
      <span id={id} className="menu-name">
        {name}
      </span>
      <ul aria-labelledby={id}>
        {pages.map(({ path, name: page }) => (
          <li key={path}>
            <Link to={`/p/$slug/${path}`} params={{ slug }} showsCurrent>
              {page}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
