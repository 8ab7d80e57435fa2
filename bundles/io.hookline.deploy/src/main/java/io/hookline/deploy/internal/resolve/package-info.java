/** A dry run of the framework's resolver over bundles that are not installed yet, explained in plain words. */
@NullMarked
package io.hookline.deploy.internal.resolve;

import org.jspecify.annotations.NullMarked;
