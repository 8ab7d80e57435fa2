/** The gateway's configuration, checked once. */
@NullMarked
package io.hookline.gateway.internal.config;

import org.jspecify.annotations.NullMarked;
