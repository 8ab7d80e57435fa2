/** The databases that are open, and what they use. */
@NullMarked
package io.hookline.sql.internal;

import org.jspecify.annotations.NullMarked;
