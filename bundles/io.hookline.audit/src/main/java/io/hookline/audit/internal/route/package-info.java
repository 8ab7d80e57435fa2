/** Which record goes to which output, and what is removed from it. */
@NullMarked
package io.hookline.audit.internal.route;

import org.jspecify.annotations.NullMarked;
