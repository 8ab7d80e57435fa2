/** The resources of the admin API. Those that read and change the runtime run the shell's commands. */
@NullMarked
package io.hookline.admin.internal.api;

import org.jspecify.annotations.NullMarked;
