// @ts-check
import { useEffect, useState } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';
import { useConnection, onEvent } from '../core/live.js';
import { href } from '../core/router.js';
import { dateTime, time } from '../core/format.js';
import { line } from '../core/cli.js';
import { Card, Cli, Empty, Tag } from '../ui/parts.js';

const SHOWN = 200;

/** @type {Record<string, import('../ui/parts.js').Kind>} */
const KINDS = { guard: 'warn', drain: 'warn', dropped: 'bad', canary: 'info', release: 'ok', generation: 'idle', configuration: 'info' };

/** Live events, filtered. @param {{place: import('../core/router.js').Place}} props */
export function Events({ place }) {
  const connection = useConnection();
  const [text, setText] = useState(place.query.q ?? '');
  const [kind, setKind] = useState(place.query.kind ?? '');
  const [held, hold] = useState(/** @type {any[] | null} */ (null));
  const [, redraw] = useState(0);
  useEffect(() => onEvent(() => redraw((n) => n + 1)), []);
  useEffect(() => {
    history.replaceState(null, '', href('events', [], { q: text, kind }));
  }, [text, kind]);
  const events = (held ?? connection.events).filter((event) => event.data?.kind);
  const kinds = [...new Set(events.map((event) => event.data.kind))].sort();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = events
    .filter((event) => (!kind || event.data.kind === kind) && words.every((word) => JSON.stringify(Object.values(event.data)).toLowerCase().includes(word)))
    .slice(-SHOWN)
    .reverse();
  return h(
    'div.page',
    null,
    h('h1', null, 'Events'),
    h(
      Card,
      { label: 'Events' },
      h(
        'div.tools',
        null,
        h('input.filter', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter events', value: text, onInput: (/** @type {any} */ e) => setText(e.currentTarget.value) }),
        h(
          'select',
          { 'aria-label': 'Kind of event', value: kind, onChange: (/** @type {any} */ e) => setKind(e.currentTarget.value) },
          h('option', { value: '' }, 'all kinds'),
          [...new Set([...kinds, ...(kind ? [kind] : [])])].map((one) => h('option', { key: one, value: one }, one)),
        ),
        h('button', { type: 'button', 'aria-pressed': String(!!held), onClick: () => hold(held ? null : connection.events) }, held ? 'Go on' : 'Hold'),
        h('span.muted', { role: 'status' }, held ? `held; ${connection.events.length - held.length} newer` : `${fitting.length} shown`),
      ),
      fitting.length === 0
        ? h(Empty, { title: events.length ? 'No event fits the filter' : 'Nothing has happened yet' }, events.length ? 'Use fewer words, or clear it.' : 'Changes of generations, releases, guards, canaries and configurations appear here at once.')
        : h(
            'ol.events',
            null,
            fitting.map((event) => h(Event, { key: event.id || event.data.number, event: event.data })),
          ),
    ),
    h(Cli, { command: line('events', '-f') }),
  );
}

/** @param {{event: any}} props */
export const Event = ({ event }) =>
  h(
    'li',
    null,
    h('time.number', { dateTime: event.at, title: dateTime(event.at) }, time(event.at)),
    h(Tag, { kind: KINDS[event.kind] ?? 'idle' }, event.kind),
    h('span.grow', null, event.subject && h('strong', null, `${event.subject} `), h('span.pre', null, event.text)),
    h('span.muted', null, [event.actor, event.reason].filter(Boolean).join(': ')),
  );
