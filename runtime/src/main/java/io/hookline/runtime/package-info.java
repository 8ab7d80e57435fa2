/** The launcher: it creates the data folder, starts the framework with the distribution's bundles, and waits. */
@NullMarked
package io.hookline.runtime;

import org.jspecify.annotations.NullMarked;
