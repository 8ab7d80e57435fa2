/** Tests. */
@NullMarked
package io.hookline.admin.internal;

import org.jspecify.annotations.NullMarked;
