/** Sends audit records to the HTTP Event Collector of Splunk. */
@NullMarked
package io.hookline.plugin.auditsplunk.internal;

import org.jspecify.annotations.NullMarked;
