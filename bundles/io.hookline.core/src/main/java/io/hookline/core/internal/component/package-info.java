/** The OSGi side: the whiteboard tracker and the services that the core publishes. */
@NullMarked
package io.hookline.core.internal.component;

import org.jspecify.annotations.NullMarked;
