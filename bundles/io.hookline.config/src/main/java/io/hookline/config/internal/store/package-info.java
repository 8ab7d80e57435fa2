/** Stores the current configurations and their history, and checks each change. */
@NullMarked
package io.hookline.config.internal.store;

import org.jspecify.annotations.NullMarked;
