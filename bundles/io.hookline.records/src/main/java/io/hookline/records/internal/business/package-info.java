/** The business layer: what a record may look like. */
@NullMarked
package io.hookline.records.internal.business;

import org.jspecify.annotations.NullMarked;
