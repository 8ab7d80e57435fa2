// @ts-check
import { h as create } from '../lib/preact.js';

/**
 * Makes an element. A name may carry classes, as in "div.card.wide".
 *
 * @template {Record<string, any>} P
 * @param {string | ((props: P) => any)} type
 * @param {(NoInfer<P> & {key?: any}) | null} [props]
 * @param {...any} children
 * @returns {import('../lib/preact.js').VNode<any>}
 */
export function h(type, props, ...children) {
  if (typeof type !== 'string' || !type.includes('.')) {
    return create(/** @type {any} */ (type), /** @type {any} */ (props ?? {}), ...children);
  }
  const [name, ...classes] = type.split('.');
  const more = props?.class;
  const all = more ? [...classes, more] : classes;
  return create(name, { .../** @type {any} */ (props), class: all.join(' ') }, ...children);
}

/**
 * Joins class names; what is false or empty is left out.
 *
 * @param {...(string | false | null | undefined)} names
 */
export const classes = (...names) => names.filter(Boolean).join(' ');
