// @ts-check
/** Forms from the JSON Schema of a configuration. Pure functions. */

/**
 * @typedef {object} Field
 * @property {string} key
 * @property {'text' | 'integer' | 'number' | 'boolean' | 'choice' | 'list'} kind
 * @property {string} description
 * @property {string} byDefault as text; empty if there is none
 * @property {boolean} required
 * @property {boolean} secret its value is never shown
 * @property {string[]} choices
 * @property {any[]} accepts the schemas of which one has to fit
 */

/**
 * The fields of a form, the required ones first, then in the order of the schema.
 *
 * @param {any} schema
 * @returns {Field[]}
 */
export function fields(schema) {
  const required = new Set(schema?.required ?? []);
  const all = Object.entries(schema?.properties ?? {}).map(([key, property]) => field(key, property, required.has(key)));
  return [...all.filter((one) => one.required), ...all.filter((one) => !one.required)];
}

/**
 * @param {string} key
 * @param {any} property
 * @param {boolean} required
 * @returns {Field}
 */
function field(key, property, required) {
  const accepts = property.anyOf ?? property.oneOf ?? [property];
  const main = accepts[0] ?? {};
  const choices = main.enum ?? (main.const !== undefined ? accepts.map((/** @type {any} */ a) => a.const) : []);
  const type = main.type;
  return {
    key,
    kind: choices.length
      ? 'choice'
      : type === 'array'
        ? 'list'
        : type === 'integer' || type === 'number' || type === 'boolean'
          ? type
          : 'text',
    description: property.description ?? '',
    byDefault: text(property.default),
    required,
    secret: property.writeOnly === true,
    choices: choices.filter((/** @type {any} */ c) => c !== undefined).map(String),
    accepts,
  };
}

/**
 * A value as it stands in a text field.
 *
 * @param {any} value
 */
export function text(value) {
  if (value === null || value === undefined) {
    return '';
  }
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/**
 * What is wrong with a value; null if nothing is.
 *
 * @param {Field} field
 * @param {string} value as typed
 * @returns {string | null}
 */
export function check(field, value) {
  if (value.trim() === '') {
    return field.required && field.byDefault === '' ? 'A value is required.' : null;
  }
  const reasons = field.accepts.map((schema) => against(schema, value));
  return reasons.includes(null) ? null : reasons[0];
}

/**
 * @param {any} schema
 * @param {string} value
 * @returns {string | null}
 */
function against(schema, value) {
  const typed = value.trim();
  if (schema.enum) {
    return schema.enum.map(String).includes(typed) ? null : `One of ${schema.enum.join(', ')}.`;
  }
  if (schema.const !== undefined) {
    return String(schema.const) === typed ? null : `Only ${schema.const}.`;
  }
  switch (schema.type) {
    case 'integer':
      return /^[+-]?\d+$/.test(typed) ? within(schema, Number(typed)) : `A whole number${range(schema)}.`;
    case 'number':
      return typed !== '' && Number.isFinite(Number(typed)) ? within(schema, Number(typed)) : `A number${range(schema)}.`;
    case 'boolean':
      return typed === 'true' || typed === 'false' ? null : 'true or false.';
    case 'array':
      return list(schema, value);
    default:
      return words(schema, value);
  }
}

/** @param {any} schema */
function range(schema) {
  const { minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined) {
    return `, ${minimum} to ${maximum}`;
  }
  return minimum !== undefined ? `, ${minimum} or more` : maximum !== undefined ? `, at most ${maximum}` : '';
}

/**
 * @param {any} schema
 * @param {number} value
 */
function within(schema, value) {
  const low = schema.minimum !== undefined && value < schema.minimum;
  const high = schema.maximum !== undefined && value > schema.maximum;
  return low || high ? `A ${schema.type === 'integer' ? 'whole number' : 'number'}${range(schema)}.` : null;
}

/**
 * @param {any} schema
 * @param {string} value
 */
function words(schema, value) {
  if (schema.minLength !== undefined && value.length < schema.minLength) {
    return `At least ${schema.minLength} characters.`;
  }
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    return `At most ${schema.maxLength} characters.`;
  }
  const pattern = compiled(schema.pattern);
  return pattern && !pattern.test(value) ? `It has to match ${schema.pattern}` : null;
}

/**
 * @param {any} schema
 * @param {string} value
 */
function list(schema, value) {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
  const accepts = schema.items?.anyOf ?? (schema.items ? [schema.items] : []);
  for (const item of items) {
    const reasons = accepts.map((/** @type {any} */ accepted) => against(accepted, item));
    if (reasons.length > 0 && !reasons.includes(null)) {
      return `"${item}": ${reasons[0]}`;
    }
  }
  return null;
}

/**
 * A pattern that this browser cannot read checks nothing: the instance checks again.
 *
 * @param {string | undefined} pattern
 */
function compiled(pattern) {
  if (!pattern) {
    return null;
  }
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}
