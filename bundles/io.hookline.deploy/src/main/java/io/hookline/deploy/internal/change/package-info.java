/** How a change is made: requested, planned, prepared and committed, one at a time. */
@NullMarked
package io.hookline.deploy.internal.change;

import org.jspecify.annotations.NullMarked;
