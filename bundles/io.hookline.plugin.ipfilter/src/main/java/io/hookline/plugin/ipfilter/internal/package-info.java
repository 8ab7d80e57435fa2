/** Access by the client's address. */
@NullMarked
package io.hookline.plugin.ipfilter.internal;

import org.jspecify.annotations.NullMarked;
