/** The way of a change: taken in, planned, made ready beside what runs, published, and what it replaces taken out. */
@NullMarked
package io.hookline.deploy.internal.change;

import org.jspecify.annotations.NullMarked;
