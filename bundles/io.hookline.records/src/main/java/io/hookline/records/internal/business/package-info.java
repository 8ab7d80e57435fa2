/** The business layer: the rules for records. */
@NullMarked
package io.hookline.records.internal.business;

import org.jspecify.annotations.NullMarked;
