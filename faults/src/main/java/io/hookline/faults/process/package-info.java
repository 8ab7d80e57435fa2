/** The child process under test, its shell, its gateway, and the upstream behind it. */
@NullMarked
package io.hookline.faults.process;

import org.jspecify.annotations.NullMarked;
