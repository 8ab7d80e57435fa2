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
 * @param address where they are: an IP address, {@code socket} or {@code loopback}
 * @param session the session by whose cookie they came; null if they came another way
 * @param valid whether they still may what they might when they came; asked while a stream goes on
 */
public record Caller(Actor actor, Role role, String address, @Nullable Session session, BooleanSupplier valid) {

    /** The address of a caller that uses the socket. */
    public static final String SOCKET = "socket";

    /** The address of a caller that uses what stands in for the socket. */
    public static final String LOOPBACK = "loopback";

    /** Whether they use the socket, or what stands in for it, and so may name files of this machine. */
    public boolean isLocal() {
        return isLocal(address);
    }

    /** Whether an address is the socket, or what stands in for it. */
    public static boolean isLocal(String address) {
        return address.equals(SOCKET) || address.equals(LOOPBACK);
    }
}
