@NullMarked
package io.hookline.shell.internal.deploy;

import org.jspecify.annotations.NullMarked;
