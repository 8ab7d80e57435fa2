/** Makes audit records of log messages. */
@NullMarked
package io.hookline.plugin.auditlog.internal;

import org.jspecify.annotations.NullMarked;
