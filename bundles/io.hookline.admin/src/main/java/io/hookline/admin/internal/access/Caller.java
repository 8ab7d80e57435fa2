package io.hookline.admin.internal.access;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param actor the name under which changes are recorded
 * @param role what they may do
 * @param address where they are: an IP address, or {@code socket}
 * @param session the session by whose cookie they came; null if they came another way
 * @param valid whether they still may what they might when they came; asked while a stream goes on
 */
public record Caller(Actor actor, Role role, String address, @Nullable Session session, BooleanSupplier valid) {

    /** The address of a caller that uses the socket. */
    public static final String SOCKET = "socket";

    /** Whether they use the socket, and so may name files of this machine. */
    public boolean isLocal() {
        return address.equals(SOCKET);
    }
}
