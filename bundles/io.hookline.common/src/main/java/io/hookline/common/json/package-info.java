/** Public records as JSON, one way for all tools. Needs Jackson. */
@NullMarked
package io.hookline.common.json;

import org.jspecify.annotations.NullMarked;
