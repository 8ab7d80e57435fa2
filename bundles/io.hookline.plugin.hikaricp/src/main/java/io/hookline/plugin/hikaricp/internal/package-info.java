/** Connection pools of HikariCP. */
@NullMarked
package io.hookline.plugin.hikaricp.internal;

import org.jspecify.annotations.NullMarked;
