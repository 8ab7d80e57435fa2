/** Encrypts columns of tables. */
@NullMarked
package io.hookline.plugin.encrypt.internal;

import org.jspecify.annotations.NullMarked;
