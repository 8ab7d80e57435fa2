/** Tests of the commands that show the gateway. */
@NullMarked
package io.hookline.shell.internal.gateway;

import org.jspecify.annotations.NullMarked;
