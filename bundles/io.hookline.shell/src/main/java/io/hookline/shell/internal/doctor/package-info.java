/** The command {@code hook:doctor} and its checks. */
@NullMarked
package io.hookline.shell.internal.doctor;

import org.jspecify.annotations.NullMarked;
