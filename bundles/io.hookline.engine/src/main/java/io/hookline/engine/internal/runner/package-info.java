/** The engine's own runners, and the registry of all. */
@NullMarked
package io.hookline.engine.internal.runner;

import org.jspecify.annotations.NullMarked;
