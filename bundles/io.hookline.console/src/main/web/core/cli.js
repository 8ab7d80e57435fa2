// @ts-check
/** The command that does what a button does. Pure functions. */

/**
 * A word as a POSIX shell reads it.
 *
 * @param {string} word
 */
export function quote(word) {
  if (/^[A-Za-z0-9_@%+=:,./~-]+$/.test(word) && !word.startsWith('~')) {
    return word;
  }
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * A command line; what is null, false or empty is left out.
 *
 * @param {...(string | null | undefined | false)} words
 */
export function line(...words) {
  return ['hookline', ...words.filter((word) => word !== null && word !== undefined && word !== false && word !== '')]
    .map((word) => quote(String(word)))
    .join(' ');
}

/**
 * The words of an option; none if there is no value.
 *
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 * @returns {string[]}
 */
export function option(name, value) {
  if (value === null || value === undefined || value === false || value === '') {
    return [];
  }
  return value === true ? [name] : [name, String(value)];
}
