/** Tests of the leases for jcstress. */
@NullMarked
package io.hookline.stress;

import org.jspecify.annotations.NullMarked;
