/**
 * The command kit: what a bundle implements to add commands to the shell.
 *
 * <p>A bundle registers a {@link io.hookline.shell.command.Command} service, named by
 * {@link io.hookline.shell.command.CommandName}. The command is in the shell at once, with its help and its completion,
 * and leaves it with the service. A command returns a {@link io.hookline.shell.command.CommandResult}; the shell prints
 * it as text or as JSON.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.shell.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
