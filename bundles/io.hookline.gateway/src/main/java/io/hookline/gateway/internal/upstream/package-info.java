/** The upstream's side: connections, and how requests are sent on them and responses read. */
@NullMarked
package io.hookline.gateway.internal.upstream;

import org.jspecify.annotations.NullMarked;
