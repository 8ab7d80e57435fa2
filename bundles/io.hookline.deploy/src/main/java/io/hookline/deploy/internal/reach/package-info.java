/** What plugins may not touch: packages and bundles of the product, and the framework itself. */
@NullMarked
package io.hookline.deploy.internal.reach;

import org.jspecify.annotations.NullMarked;
