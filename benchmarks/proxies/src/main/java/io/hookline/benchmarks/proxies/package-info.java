/**
 * Minimal reverse proxies, one on each HTTP engine, as its documentation suggests, with one I/O thread. They do nothing
 * but forward, so that they show what the engine itself lets through and costs.
 */
@NullMarked
package io.hookline.benchmarks.proxies;

import org.jspecify.annotations.NullMarked;
