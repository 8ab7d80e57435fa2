@NullMarked
package io.hookline.plugin.memory.internal;

import org.jspecify.annotations.NullMarked;
