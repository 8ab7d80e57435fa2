/** What every kind of module has in common once it runs as a plugin. */
@NullMarked
package io.hookline.isolation.wasm.internal.plugin;

import org.jspecify.annotations.NullMarked;
