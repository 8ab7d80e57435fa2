/** The client's side: the listening socket, connections, and how requests are read from them and answered. */
@NullMarked
package io.hookline.gateway.internal.listen;

import org.jspecify.annotations.NullMarked;
