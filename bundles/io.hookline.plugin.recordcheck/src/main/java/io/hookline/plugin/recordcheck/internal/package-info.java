/** The record check. */
@NullMarked
package io.hookline.plugin.recordcheck.internal;

import org.jspecify.annotations.NullMarked;
