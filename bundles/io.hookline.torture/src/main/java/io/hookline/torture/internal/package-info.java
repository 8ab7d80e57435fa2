/** The command, the run behind it, and the ledger. */
@NullMarked
package io.hookline.torture.internal;

import org.jspecify.annotations.NullMarked;
