/** Sends audit records as OpenTelemetry logs. */
@NullMarked
package io.hookline.plugin.auditotlp.internal;

import org.jspecify.annotations.NullMarked;
