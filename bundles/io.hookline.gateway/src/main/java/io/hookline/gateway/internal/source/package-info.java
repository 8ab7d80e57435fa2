/** Where the routes come from: configurations as components. */
@NullMarked
package io.hookline.gateway.internal.source;

import org.jspecify.annotations.NullMarked;
