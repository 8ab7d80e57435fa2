/** Tests. */
@NullMarked
package io.hookline.admin.internal.access;

import org.jspecify.annotations.NullMarked;
