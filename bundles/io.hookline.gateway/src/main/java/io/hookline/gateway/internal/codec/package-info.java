/** The codecs of the gateway's contracts, for hooks that run outside of this JVM's heap. */
@NullMarked
package io.hookline.gateway.internal.codec;

import org.jspecify.annotations.NullMarked;
