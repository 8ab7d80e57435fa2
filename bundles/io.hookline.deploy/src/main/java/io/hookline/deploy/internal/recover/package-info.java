/** Recovery without a running process: the launcher's command looks at the sets and chooses one. */
@NullMarked
package io.hookline.deploy.internal.recover;

import org.jspecify.annotations.NullMarked;
