/** Signed tokens, and what is fetched from those who issue them: keys and documents. */
@NullMarked
package io.hookline.common.identity;

import org.jspecify.annotations.NullMarked;
