/** The data layer: where records are kept, and where {@code db.pre-save} is called. */
@NullMarked
package io.hookline.records.internal.data;

import org.jspecify.annotations.NullMarked;
