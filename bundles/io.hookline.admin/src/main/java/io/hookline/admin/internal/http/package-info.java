/** HTTP: listeners, connections, who is at the other end, and answers. */
@NullMarked
package io.hookline.admin.internal.http;

import org.jspecify.annotations.NullMarked;
