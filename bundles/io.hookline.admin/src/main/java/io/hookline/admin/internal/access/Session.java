package io.hookline.admin.internal.access;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser that has logged in.
 *
 * @param actor who that is
 * @param role what they may do
 * @param csrf what the browser's scripts have to send with each change
 * @param expires when it ends
 * @param token digest of the token by which it began, and with which it ends; null if there was none
 * @param logout where the browser logs out elsewhere, too; null for nowhere
 */
public record Session(
        Actor actor, Role role, String csrf, Instant expires, @Nullable String token, @Nullable String logout) {}
