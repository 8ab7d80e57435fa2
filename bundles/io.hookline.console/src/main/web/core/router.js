// @ts-check
/** Addresses of pages: "#/points/http.pre-request?sort=name". Pure functions. */

/**
 * @typedef {object} Place
 * @property {string} page the first part; "overview" if there is none
 * @property {string[]} rest the parts behind it, decoded
 * @property {Record<string, string>} query
 */

/**
 * @param {string} hash as in location.hash
 * @returns {Place}
 */
export function parse(hash) {
  const text = hash.replace(/^#\/?/, '');
  const [path, search = ''] = text.split('?', 2);
  const parts = path.split('/').filter(Boolean).map(decoded);
  return {
    page: parts[0] ?? 'overview',
    rest: parts.slice(1),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/**
 * @param {string} page
 * @param {string[]} [rest]
 * @param {Record<string, string | null | undefined>} [query] empty values are left out
 */
export function href(page, rest = [], query = {}) {
  const path = [page, ...rest].map(encodeURIComponent).join('/');
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value) {
      search.set(key, value);
    }
  }
  const text = search.toString();
  return `#/${path}${text ? `?${text}` : ''}`;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
