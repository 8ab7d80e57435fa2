/** The commands of the shell over SSH. */
@NullMarked
package io.hookline.plugin.ssh.internal;

import org.jspecify.annotations.NullMarked;
