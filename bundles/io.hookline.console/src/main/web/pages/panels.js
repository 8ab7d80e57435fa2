// @ts-check
import { useEffect, useRef, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { json } from '../core/api.js';
import { useResource } from '../core/live.js';
import { href } from '../core/router.js';
import { short } from '../core/format.js';
import { answerTo, greeting } from '../core/panel.js';
import { Card, Empty, Shown } from '../ui/parts.js';

/** Panels that plugins bring. @param {{place: import('../core/router.js').Place}} props */
export function Panels({ place }) {
  const view = useResource('/panels/index.json', 5000);
  const [name] = place.rest;
  return h(
    'div.page',
    null,
    name && h('p.crumbs', null, h('a', { href: href('panels') }, 'Panels')),
    h('h1', null, name ? `Panel of ${short(name)}` : 'Panels'),
    h(Shown, {
      view,
      children: (/** @type {any[]} */ all) => {
        const panels = name ? all.filter((one) => one.plugin === name) : all;
        if (panels.length === 0) {
          return h(Empty, { title: name ? `${short(name)} brings no panel` : 'No plugin brings a panel' }, 'A plugin brings one with the header Hookline-Panel; docs/console.md says how.');
        }
        return name
          ? panels.map((panel) => h(Panel, { key: panel.frame, panel }))
          : h(Card, { label: 'Panels' }, h('ul.list', null, panels.map((panel) => h('li', { key: panel.frame }, h('a.strong', { href: href('panels', [panel.plugin]) }, panel.title), h('span.grow.muted', null, `${panel.plugin} ${panel.version}`)))));
      },
    }),
  );
}

/**
 * The frame has no origin: it can run its script and ask by message, and nothing else.
 *
 * @param {{panel: any}} props
 */
function Panel({ panel }) {
  const frame = useRef(/** @type {HTMLIFrameElement | null} */ (null));
  const [height, setHeight] = useState(320);
  useEffect(() => {
    const theme = () => {
      const chosen = document.documentElement.dataset.theme;
      return chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    };
    const send = (/** @type {any} */ message) => frame.current?.contentWindow?.postMessage(message, '*');
    const listen = (/** @type {MessageEvent} */ event) => {
      if (event.source !== frame.current?.contentWindow) {
        return;
      }
      if (event.data?.hookline === 1 && event.data.type === 'ready') {
        send(greeting(panel, theme()));
      } else if (event.data?.hookline === 1 && event.data.type === 'height') {
        setHeight(Math.max(80, Math.min(2000, Number(event.data.height) || 320)));
      } else {
        void answerTo(event.data, panel, json).then((answer) => answer && send(answer));
      }
    };
    addEventListener('message', listen);
    const themes = new MutationObserver(() => send(greeting(panel, theme())));
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      removeEventListener('message', listen);
      themes.disconnect();
    };
  }, [panel.frame]);
  return h(
    Card,
    { title: panel.title, side: h('span.muted', null, `${panel.plugin} ${panel.version}`) },
    h('iframe.panel', { ref: frame, src: panel.frame, sandbox: 'allow-scripts', title: `${panel.title}, by ${panel.plugin}`, height, referrerpolicy: 'no-referrer' }),
  );
}
