/**
 * The start of the process: the desired set is restored, and a set that keeps the process from starting is replaced.
 */
@NullMarked
package io.hookline.deploy.internal.boot;

import org.jspecify.annotations.NullMarked;
