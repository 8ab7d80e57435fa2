/** What plugins declare, which plugins depend on which, and the routes to the best plugin for given tags. */
@NullMarked
package io.hookline.core.internal.registry;

import org.jspecify.annotations.NullMarked;
