/** The data layer: stores records and calls {@code db.pre-save}. */
@NullMarked
package io.hookline.records.internal.data;

import org.jspecify.annotations.NullMarked;
