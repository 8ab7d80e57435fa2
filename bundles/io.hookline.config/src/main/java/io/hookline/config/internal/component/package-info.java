/** The activator of the bundle, and the service for tools. */
@NullMarked
package io.hookline.config.internal.component;

import org.jspecify.annotations.NullMarked;
