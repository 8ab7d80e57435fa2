/** Canaries: which calls a candidate takes, and what follows from how it is judged. */
@NullMarked
package io.hookline.deploy.internal.canary;

import org.jspecify.annotations.NullMarked;
