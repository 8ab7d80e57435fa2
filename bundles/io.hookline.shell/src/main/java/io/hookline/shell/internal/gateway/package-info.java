/** Commands that show where the gateway sends requests. They need the gateway's bundle. */
@NullMarked
package io.hookline.shell.internal.gateway;

import org.jspecify.annotations.NullMarked;
