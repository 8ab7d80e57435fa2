/** The command that shows outboxes. */
@NullMarked
package io.hookline.outbox.shell;

import org.jspecify.annotations.NullMarked;
