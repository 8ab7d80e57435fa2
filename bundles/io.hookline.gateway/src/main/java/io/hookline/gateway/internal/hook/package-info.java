/** The gateway's hook points, and requests and responses as hooks see them. */
@NullMarked
package io.hookline.gateway.internal.hook;

import org.jspecify.annotations.NullMarked;
