/** Tests. */
@NullMarked
package io.hookline.plugin.ssh.internal;

import org.jspecify.annotations.NullMarked;
