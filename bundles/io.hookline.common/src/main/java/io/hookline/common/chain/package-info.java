/** Lines of JSON that are chained by hashes, so that a change is seen. */
@NullMarked
package io.hookline.common.chain;

import org.jspecify.annotations.NullMarked;
