/** The bundle's services: the artifact type, the runner and the command. */
@NullMarked
package io.hookline.isolation.wasm.internal.component;

import org.jspecify.annotations.NullMarked;
