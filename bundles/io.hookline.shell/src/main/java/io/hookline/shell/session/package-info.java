/**
 * Runs commands for other ways in than the shell on the terminal, such as the admin API: the same commands, arguments,
 * texts and failures.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.shell.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
