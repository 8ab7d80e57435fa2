/** Commands that show the pipeline of audit records. They need its bundle. */
@NullMarked
package io.hookline.shell.internal.audit;

import org.jspecify.annotations.NullMarked;
