/** Whether a new release's version says how much has changed since the running one. */
@NullMarked
package io.hookline.deploy.internal.gate;

import org.jspecify.annotations.NullMarked;
