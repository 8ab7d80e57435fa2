/** API-key authentication. */
@NullMarked
package io.hookline.plugin.apikey.internal;

import org.jspecify.annotations.NullMarked;
