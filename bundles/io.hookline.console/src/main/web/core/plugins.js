// @ts-check
/** What is said of plugins. Pure functions. */

/**
 * The release of a plugin that stands for it: while a canary runs, the stable one, which is in the chains.
 *
 * @param {any[]} plugins a row for each release
 * @param {string} name
 */
export function standing(plugins, name) {
  const releases = plugins.filter((one) => one.name === name);
  return releases.find((one) => one.active.length > 0) ?? releases.at(-1);
}
