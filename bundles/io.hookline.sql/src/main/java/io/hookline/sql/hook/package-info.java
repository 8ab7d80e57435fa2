/** The hook points around statements. */
@Export
@Version("1.0.0")
@NullMarked
@ProvideHookPoint(StatementHook.POINT)
@ProvideHookPoint(SlowStatementHook.POINT)
package io.hookline.sql.hook;

import io.hookline.api.ProvideHookPoint;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
