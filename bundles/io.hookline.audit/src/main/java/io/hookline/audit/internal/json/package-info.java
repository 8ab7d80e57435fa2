/** Records as JSON. */
@NullMarked
package io.hookline.audit.internal.json;

import org.jspecify.annotations.NullMarked;
