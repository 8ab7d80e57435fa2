/** The snapshots that tools are given. */
@NullMarked
package io.hookline.core.internal.view;

import org.jspecify.annotations.NullMarked;
