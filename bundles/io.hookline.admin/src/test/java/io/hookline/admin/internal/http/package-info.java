/** Tests. */
@NullMarked
package io.hookline.admin.internal.http;

import org.jspecify.annotations.NullMarked;
