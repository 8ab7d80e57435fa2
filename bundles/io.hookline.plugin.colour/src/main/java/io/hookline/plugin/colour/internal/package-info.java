/** Traffic colouring: environment, trace and tier of each request. */
@NullMarked
package io.hookline.plugin.colour.internal;

import org.jspecify.annotations.NullMarked;
