/** The shell's command about modules. Nothing else of the bundle needs the shell. */
@NullMarked
package io.hookline.isolation.wasm.internal.shell;

import org.jspecify.annotations.NullMarked;
