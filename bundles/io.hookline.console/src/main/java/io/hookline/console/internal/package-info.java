/** Publishes the pages of the web console, and the panels of plugins. */
@NullMarked
package io.hookline.console.internal;

import org.jspecify.annotations.NullMarked;
