/** The record service as a component. */
@NullMarked
package io.hookline.records.internal;

import org.jspecify.annotations.NullMarked;
