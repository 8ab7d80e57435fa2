/** Judges whether something new is worse than what it replaces, by calls of both. Pure arithmetic. */
@NullMarked
package io.hookline.common.trial;

import org.jspecify.annotations.NullMarked;
