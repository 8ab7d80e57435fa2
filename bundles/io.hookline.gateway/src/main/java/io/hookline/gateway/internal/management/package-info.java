/** The management port: a listener of its own, without hooks. */
@NullMarked
package io.hookline.gateway.internal.management;

import org.jspecify.annotations.NullMarked;
