/** Sends audit records to a syslog server. */
@NullMarked
package io.hookline.plugin.auditsyslog.internal;

import org.jspecify.annotations.NullMarked;
