/** Connection pools of Apache Commons DBCP. */
@NullMarked
package io.hookline.plugin.dbcp.internal;

import org.jspecify.annotations.NullMarked;
