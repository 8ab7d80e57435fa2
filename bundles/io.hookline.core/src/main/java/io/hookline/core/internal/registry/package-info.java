/** What plugins say of themselves, who depends on whom, and the routes to the best plugin for a purpose. */
@NullMarked
package io.hookline.core.internal.registry;

import org.jspecify.annotations.NullMarked;
