/** From the spool to the outputs. */
@NullMarked
package io.hookline.audit.internal.deliver;

import org.jspecify.annotations.NullMarked;
