/**
 * Canaries: which calls a candidate takes, how it is judged, and what follows from that. The statistics are pure
 * arithmetic.
 */
@NullMarked
package io.hookline.deploy.internal.canary;

import org.jspecify.annotations.NullMarked;
