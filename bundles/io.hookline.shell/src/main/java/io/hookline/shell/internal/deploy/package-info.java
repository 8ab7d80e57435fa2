/** The commands that change which releases run. */
@NullMarked
package io.hookline.shell.internal.deploy;

import org.jspecify.annotations.NullMarked;
