/** The access layer: HTTP and JSON. */
@NullMarked
package io.hookline.records.access;

import org.jspecify.annotations.NullMarked;
