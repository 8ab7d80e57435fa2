// @ts-check
/** A table that sorts, filters and pages. */

import { useEffect, useMemo, useState } from '../lib/preact-hooks.js';
import { h, classes } from '../core/html.js';
import { counted } from '../core/format.js';
import { Empty } from './parts.js';

const PAGE = 100;

/**
 * @typedef {object} Column
 * @property {string} id
 * @property {string} title
 * @property {(row: any) => any} cell
 * @property {(row: any) => string | number} [sort] the value to sort by; without it the column does not sort
 * @property {boolean} [numeric]
 * @property {string} [class]
 */

/**
 * @param {object} props
 * @param {string} props.label names the table
 * @param {Column[]} props.columns
 * @param {any[]} props.rows
 * @param {(row: any) => string} props.keyOf
 * @param {(row: any) => string} [props.text] what the filter looks at; without it there is no filter
 * @param {any} props.empty shown if there is no row at all
 * @param {string} [props.sortBy]
 * @param {boolean} [props.descending]
 * @param {string} [props.filter] the filter at the start
 * @param {any} [props.side] beside the filter
 */
export function Table({ label, columns, rows, keyOf, text, empty, sortBy, descending, filter: first = '', side }) {
  const [sort, setSort] = useState({ by: sortBy ?? '', down: descending ?? false });
  const [filter, setFilter] = useState(first);
  const [page, setPage] = useState(0);
  useEffect(() => setFilter(first), [first]);
  const shown = useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting =
      text && words.length ? rows.filter((row) => words.every((word) => text(row).toLowerCase().includes(word))) : rows;
    const column = columns.find((one) => one.id === sort.by);
    const by = column?.sort;
    return by ? [...fitting].sort((a, b) => order(by(a), by(b)) * (sort.down ? -1 : 1)) : fitting;
  }, [rows, filter, sort]);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const at = Math.min(page, pages - 1);
  const visible = shown.slice(at * PAGE, at * PAGE + PAGE);
  if (rows.length === 0) {
    return empty;
  }
  return h(
    'div.table-box',
    null,
    (text || side) &&
      h(
        'div.tools',
        null,
        text &&
          h('input.filter', {
            type: 'search',
            placeholder: 'Filter',
            'aria-label': `Filter: ${label}`,
            value: filter,
            onInput: (/** @type {any} */ e) => {
              setFilter(e.currentTarget.value);
              setPage(0);
            },
          }),
        text &&
          h(
            'span.muted',
            { role: 'status' },
            shown.length === rows.length ? counted(rows.length, 'row') : `${shown.length} of ${counted(rows.length, 'row')}`,
          ),
        side,
      ),
    shown.length === 0
      ? h(Empty, { title: 'No row fits the filter' }, 'Use fewer words, or clear it.')
      : h(
          'table',
          { role: 'table', 'aria-label': label, 'aria-rowcount': shown.length + 1 },
          h(
            'thead',
            { role: 'rowgroup' },
            h('tr', { role: 'row', 'aria-rowindex': 1 }, columns.map((column) => head(column, sort, setSort))),
          ),
          h(
            'tbody',
            { role: 'rowgroup' },
            visible.map((row, i) =>
              h(
                'tr',
                { key: keyOf(row), role: 'row', 'aria-rowindex': at * PAGE + i + 2 },
                columns.map((column) =>
                  h(
                    'td',
                    {
                      role: 'cell',
                      class: classes(column.numeric && 'numeric', column.class),
                      'data-label': column.title,
                    },
                    column.cell(row),
                  ),
                ),
              ),
            ),
          ),
        ),
    pages > 1 &&
      h(
        'nav.pager',
        { 'aria-label': `Pages: ${label}` },
        h('button.small', { type: 'button', disabled: at === 0, onClick: () => setPage(at - 1) }, 'Previous'),
        h('span', { role: 'status' }, `${at * PAGE + 1}–${Math.min(shown.length, at * PAGE + PAGE)} of ${shown.length}`),
        h('button.small', { type: 'button', disabled: at === pages - 1, onClick: () => setPage(at + 1) }, 'Next'),
      ),
  );
}

/**
 * @param {Column} column
 * @param {{by: string, down: boolean}} sort
 * @param {(sort: {by: string, down: boolean}) => void} setSort
 */
function head(column, sort, setSort) {
  const active = sort.by === column.id;
  const props = { role: 'columnheader', scope: 'col', class: classes(column.numeric && 'numeric', column.class) };
  if (!column.sort) {
    return h('th', props, column.title || h('span.visually-hidden', null, 'Actions'));
  }
  return h(
    'th',
    { ...props, 'aria-sort': active ? (sort.down ? 'descending' : 'ascending') : 'none' },
    h(
      'button.sort',
      { type: 'button', onClick: () => setSort({ by: column.id, down: active ? !sort.down : !!column.numeric }) },
      column.title,
      h('span.arrow', { 'aria-hidden': 'true' }, active ? (sort.down ? '↓' : '↑') : ''),
    ),
  );
}

/**
 * @param {string | number} a
 * @param {string | number} b
 */
function order(a, b) {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
}
