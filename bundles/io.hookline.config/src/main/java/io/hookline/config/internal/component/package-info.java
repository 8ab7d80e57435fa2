/** The bundle's start, and the service that tools call. */
@NullMarked
package io.hookline.config.internal.component;

import org.jspecify.annotations.NullMarked;
