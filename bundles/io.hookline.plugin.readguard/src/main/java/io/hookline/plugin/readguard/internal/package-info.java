/** A guard of reads at {@code db.query}: a filter of the keys that exist, and a cache. */
@NullMarked
package io.hookline.plugin.readguard.internal;

import org.jspecify.annotations.NullMarked;
