/** What a message is: heads, fields, targets and bodies, read strictly and written in one form only. */
@NullMarked
package io.hookline.gateway.internal.message;

import org.jspecify.annotations.NullMarked;
