/** Sends events to an HTTP address. */
@NullMarked
package io.hookline.plugin.webhook.internal;

import org.jspecify.annotations.NullMarked;
