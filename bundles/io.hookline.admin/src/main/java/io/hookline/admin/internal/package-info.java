/** The admin API: HTTP over a Unix domain socket. A connection carries one request and its answer. */
@NullMarked
package io.hookline.admin.internal;

import org.jspecify.annotations.NullMarked;
