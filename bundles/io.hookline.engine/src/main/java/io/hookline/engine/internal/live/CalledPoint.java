package io.hookline.engine.internal.live;

import io.hookline.api.runtime.OpenPoints;

/**
 * An open point as callers see it that did not open it.
 *
 * @param name its name
 * @param contract its contract
 * @param call its chain as one object of the contract
 */
record CalledPoint(String name, Class<?> contract, Object call) implements OpenPoints.OpenPoint {}
