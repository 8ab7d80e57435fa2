// @ts-check
/** A chart over time, drawn by uPlot, which is loaded when the first chart is shown. */

import { useEffect, useRef } from '../lib/preact-hooks.js';
import { h } from '../core/html.js';

/** @type {Promise<any> | null} */
let loading = null;

function uPlot() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = new URL('../lib/uplot.js', import.meta.url).href;
    script.onload = () => done(/** @type {any} */ (window).uPlot);
    script.onerror = () => failed(new Error('uplot.js cannot be loaded'));
    document.head.append(script);
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('../lib/uplot.css', import.meta.url).href;
    document.head.append(style);
  });
  return loading;
}

/** The distances of the times below a chart. A label is a second, so none is shorter. */
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @param {object} props
 * @param {string} props.label what it shows, in words, with the latest values
 * @param {number[]} props.times seconds
 * @param {{name: string, values: (number | null)[], colour: string}[]} props.series
 * @param {string} props.unit
 * @param {number} [props.height]
 */
export function Chart({ label, times, series, unit, height = 180 }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const plot = useRef(/** @type {any} */ (null));
  const data = [times, ...series.map((one) => one.values)];
  useEffect(() => {
    let gone = false;
    /** @type {ResizeObserver | null} */
    let observer = null;
    const element = /** @type {HTMLElement} */ (box.current);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    /** @param {any} Plot */
    const draw = (Plot) => {
      plot.current?.destroy();
      const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
      plot.current = new Plot(
        {
          width: element.clientWidth,
          height,
          legend: { show: false },
          cursor: { drag: { x: false, y: false } },
          scales: { y: { range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ high) => [0, Math.max(1, high * 1.1)] } },
          axes: [{ ...axis, values: [[1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1]], incrs: SECONDS, space: 90 }, { ...axis, size: 48 }],
          series: [{}, ...series.map((one) => ({ label: one.name, stroke: colour(one.colour), width: 1.75, points: { show: false } }))],
        },
        data,
        element,
      );
    };
    void uPlot().then((Plot) => {
      if (gone) {
        return;
      }
      draw(Plot);
      observer = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
      observer.observe(element);
      dark.addEventListener('change', redraw);
      themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    });
    const redraw = () => void uPlot().then((Plot) => !gone && draw(Plot));
    const themes = new MutationObserver(redraw);
    return () => {
      gone = true;
      observer?.disconnect();
      themes.disconnect();
      dark.removeEventListener('change', redraw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [series.length, height]);
  useEffect(() => {
    plot.current?.setData(data);
  });
  return h(
    'figure.chart',
    null,
    h('div', { ref: box, role: 'img', 'aria-label': label }),
    h(
      'figcaption',
      null,
      series.map((one) => {
        const last = one.values.at(-1);
        return h(
          'span.legend',
          { key: one.name, class: one.colour.slice(2) },
          h('span.swatch', { 'aria-hidden': 'true' }),
          ` ${one.name} `,
          h('b', null, last === null || last === undefined ? '–' : last.toLocaleString('en', { maximumFractionDigits: 1 })),
          ` ${unit}`,
        );
      }),
    ),
  );
}
