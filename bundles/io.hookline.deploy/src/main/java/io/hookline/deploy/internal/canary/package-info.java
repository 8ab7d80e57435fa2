/** The steps of a canary release: who gets the candidate, how it does beside the stable release, and when it goes on. */
@NullMarked
package io.hookline.deploy.internal.canary;

import org.jspecify.annotations.NullMarked;
