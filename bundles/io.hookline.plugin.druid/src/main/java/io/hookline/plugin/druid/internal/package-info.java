/** Connection pools of Druid. */
@NullMarked
package io.hookline.plugin.druid.internal;

import org.jspecify.annotations.NullMarked;
