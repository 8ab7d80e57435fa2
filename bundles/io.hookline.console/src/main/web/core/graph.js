// @ts-check
/** The layout of a graph of dependencies: layers from left to right. Pure functions. */

/** @typedef {{name: string, dependsOn: string[]}} Node */
/** @typedef {{name: string, x: number, y: number, layer: number}} Placed */

/**
 * Puts what others depend on to the left. A cycle is cut where it is met.
 *
 * @param {Node[]} nodes
 * @param {{columnWidth: number, rowHeight: number}} size
 * @returns {{placed: Placed[], edges: {from: Placed, to: Placed}[], width: number, height: number}}
 */
export function layout(nodes, { columnWidth, rowHeight }) {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  /** @type {Map<string, number>} */
  const layers = new Map();
  const visiting = new Set();
  /** @param {string} name @returns {number} */
  const layerOf = (name) => {
    const known = layers.get(name);
    if (known !== undefined || visiting.has(name)) {
      return known ?? 0;
    }
    visiting.add(name);
    const below = (byName.get(name)?.dependsOn ?? []).filter((other) => byName.has(other));
    const layer = below.length === 0 ? 0 : 1 + Math.max(...below.map(layerOf));
    visiting.delete(name);
    layers.set(name, layer);
    return layer;
  };
  nodes.forEach((node) => layerOf(node.name));
  /** @type {number[]} */
  const rows = [];
  /** @type {Map<string, Placed>} */
  const placed = new Map();
  for (const node of [...nodes].sort((a, b) => a.name.localeCompare(b.name))) {
    const layer = /** @type {number} */ (layers.get(node.name));
    const row = rows[layer] ?? 0;
    rows[layer] = row + 1;
    placed.set(node.name, { name: node.name, layer, x: layer * columnWidth, y: row * rowHeight });
  }
  const edges = nodes.flatMap((node) =>
    node.dependsOn
      .filter((other) => placed.has(other))
      .map((other) => ({
        from: /** @type {Placed} */ (placed.get(other)),
        to: /** @type {Placed} */ (placed.get(node.name)),
      })),
  );
  return {
    placed: [...placed.values()],
    edges,
    width: rows.length * columnWidth,
    height: Math.max(0, ...rows.map((n) => n ?? 0)) * rowHeight,
  };
}
