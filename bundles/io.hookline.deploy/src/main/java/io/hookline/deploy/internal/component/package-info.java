/** The components that publish the deployment, and the drop folder. */
@NullMarked
package io.hookline.deploy.internal.component;

import org.jspecify.annotations.NullMarked;
