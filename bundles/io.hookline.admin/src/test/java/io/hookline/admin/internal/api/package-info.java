/** Tests. */
@NullMarked
package io.hookline.admin.internal.api;

import org.jspecify.annotations.NullMarked;
