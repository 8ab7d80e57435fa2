// @ts-check
/** The frame around all pages: navigation, session, connection. */

import { render } from './lib/preact.js';
import { useEffect, useRef, useState } from './lib/preact-hooks.js';
import { h } from './core/html.js';
import { followEvents, useConnection, useResource } from './core/live.js';
import { href, parse } from './core/router.js';
import { logOut, onSession, resume, session } from './core/session.js';
import { time } from './core/format.js';
import { Empty, Loading } from './ui/parts.js';
import { Toasts } from './ui/toast.js';
import { Canaries } from './pages/canaries.js';
import { Configuration } from './pages/configuration.js';
import { Deploy } from './pages/deploy.js';
import { Events } from './pages/events.js';
import { Guards } from './pages/guards.js';
import { History } from './pages/history.js';
import { Login } from './pages/login.js';
import { Overview } from './pages/overview.js';
import { Panels } from './pages/panels.js';
import { Plugins } from './pages/plugins.js';
import { Points } from './pages/points.js';
import { Routes } from './pages/routes.js';

/** @type {[string, string, any][]} */
const PAGES = [
  ['overview', 'Overview', Overview],
  ['points', 'Points', Points],
  ['plugins', 'Plugins', Plugins],
  ['deploy', 'Deploy', Deploy],
  ['canaries', 'Canaries', Canaries],
  ['history', 'History', History],
  ['configuration', 'Configuration', Configuration],
  ['guards', 'Guards', Guards],
  ['routes', 'Routes', Routes],
  ['events', 'Events', Events],
  ['panels', 'Panels', Panels],
];

function App() {
  const [known, setKnown] = useState(false);
  const [, redraw] = useState(0);
  const [place, setPlace] = useState(() => parse(location.hash));
  useEffect(() => {
    const moved = () => setPlace(parse(location.hash));
    addEventListener('hashchange', moved);
    onSession(() => redraw((n) => n + 1));
    void resume().then(() => setKnown(true));
    return () => removeEventListener('hashchange', moved);
  }, []);
  if (!known) {
    return h(Loading, null);
  }
  return h('div.root', null, session() ? h(Frame, { place }) : h(Login, null), h(Toasts, null));
}

/** @param {{place: import('./core/router.js').Place}} props */
function Frame({ place }) {
  const [menu, setMenu] = useState(false);
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const first = useRef(true);
  const [, title, Page] = PAGES.find(([page]) => page === place.page) ?? [place.page, 'Not found', NotFound];
  useEffect(() => {
    void followEvents();
  }, []);
  useEffect(() => {
    document.title = `${[...place.rest, title].join(' · ')} – Hookline`;
    setMenu(false);
    // A reader of the screen begins at the new page; the first one has the focus of the browser.
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [place.page, place.rest.join('/')]);
  return h(
    'div.frame',
    { class: menu ? 'menu-open' : '' },
    h('a.skip', { href: '#main', onClick: (/** @type {Event} */ e) => (e.preventDefault(), main.current?.focus()) }, 'Skip to the content'),
    h(
      'header.bar',
      null,
      h('button.menu', { type: 'button', 'aria-expanded': String(menu), 'aria-controls': 'nav', onClick: () => setMenu(!menu) }, 'Menu'),
      h('a.brand', { href: href('overview') }, 'Hookline'),
      h(Connection, null),
      h(User, null),
    ),
    h(
      'nav.nav',
      { id: 'nav', 'aria-label': 'Pages' },
      h(
        'ul',
        null,
        PAGES.map(([page, name]) =>
          h('li', { key: page }, h('a', { href: href(page), 'aria-current': page === place.page ? 'page' : undefined }, name)),
        ),
      ),
      h(Version, null),
    ),
    h('main', { id: 'main', ref: main, tabIndex: -1 }, h(LostBanner, null), h(Page, { key: place.page, place })),
  );
}

function Version() {
  const { data } = useResource('/v1/instance', 60000);
  return h('p.version', null, data ? `Hookline ${data.version}` : '');
}

function Connection() {
  const { lostSince, streaming } = useConnection();
  const [kind, text] = lostSince ? ['bad', 'Lost'] : streaming ? ['ok', 'Live'] : ['warn', 'Polling'];
  return h('span.connection', { class: kind, role: 'status' }, h('span', { 'aria-hidden': 'true' }, '●'), ` ${text}`);
}

function LostBanner() {
  const { lostSince } = useConnection();
  if (!lostSince) {
    return null;
  }
  return h(
    'div.banner',
    { role: 'alert' },
    h('strong', null, 'Connection lost. '),
    `The instance has not answered since ${time(lostSince)}. What you see is stale; the console resumes by itself.`,
  );
}

function User() {
  const who = session();
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? 'system');
  const next = { system: 'light', light: 'dark', dark: 'system' }[theme] ?? 'system';
  const change = () => {
    if (next === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = next;
    }
    try {
      localStorage.setItem('hookline-theme', next);
    } catch {
      // It holds until the page is closed.
    }
    setTheme(next);
  };
  return h(
    'div.user',
    null,
    h('button.small.quiet', { type: 'button', onClick: change, 'aria-label': `Theme: ${theme}. Change to ${next}` }, h('span.desktop', null, 'Theme: '), theme),
    h('span.who', null, who?.actor, ' ', h('span.muted', null, who?.role)),
    h('button.small.quiet', { type: 'button', onClick: () => void logOut() }, 'Log out'),
  );
}

function NotFound() {
  return h(Empty, { title: 'There is no such page' }, h('a', { href: href('overview') }, 'Go to the overview'));
}

render(h(App, null), /** @type {HTMLElement} */ (document.getElementById('app')));
