/** What runtime and child say to each other, and how it becomes bytes. Used on both sides. */
@NullMarked
package io.hookline.isolation.process.internal.wire;

import org.jspecify.annotations.NullMarked;
