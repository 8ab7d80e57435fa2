/** The access layer: HTTP and JSON. */
@NullMarked
package io.hookline.records.internal.access;

import org.jspecify.annotations.NullMarked;
