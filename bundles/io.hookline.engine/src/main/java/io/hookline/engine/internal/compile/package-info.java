/**
 * Generates the classes that calls run through: facades of points, and bodies of chains. Nothing else depends on ASM.
 */
@NullMarked
package io.hookline.engine.internal.compile;

import org.jspecify.annotations.NullMarked;
