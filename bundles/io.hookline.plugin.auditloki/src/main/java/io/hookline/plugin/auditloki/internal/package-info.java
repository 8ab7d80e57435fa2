/** Sends audit records to Grafana Loki. */
@NullMarked
package io.hookline.plugin.auditloki.internal;

import org.jspecify.annotations.NullMarked;
