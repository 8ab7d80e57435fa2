/** HTTP servers that listen on one address. */
@NullMarked
package io.hookline.common.http;

import org.jspecify.annotations.NullMarked;
