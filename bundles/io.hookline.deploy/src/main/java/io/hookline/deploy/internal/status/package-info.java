/** What operators see of releases, and whether these work. */
@NullMarked
package io.hookline.deploy.internal.status;

import org.jspecify.annotations.NullMarked;
