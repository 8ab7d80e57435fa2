/** Keeps the rows of tenants apart. */
@NullMarked
package io.hookline.plugin.tenant.internal;

import org.jspecify.annotations.NullMarked;
