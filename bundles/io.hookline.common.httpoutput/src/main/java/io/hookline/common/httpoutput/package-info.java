/** Delivers audit records over HTTP: requests, batches, TLS, authentication, and what an answer means. */
@NullMarked
package io.hookline.common.httpoutput;

import org.jspecify.annotations.NullMarked;
