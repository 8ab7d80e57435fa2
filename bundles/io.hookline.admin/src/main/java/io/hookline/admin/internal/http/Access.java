package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may be made. */
final class Access {

    private Access() {}

    /**
     * The resource of a request that may be made.
     *
     * @throws Problem if it may not, or there is none
     */
    static ResourceTable.Match admit(ResourceTable table, HttpMethod method, String path, @Nullable Caller caller)
            throws Problem {
        ResourceTable.Match match;
        try {
            match = table.find(method, path);
        } catch (Problem e) {
            // Who does not say who they are learns nothing about what there is.
            throw caller == null ? credentials() : e;
        }
        Role least = match.resource().least();
        if (least == null) {
            return match;
        }
        if (caller == null) {
            throw credentials();
        }
        if (!caller.role().includes(least)) {
            throw new Problem(
                    HttpResponseStatus.FORBIDDEN,
                    "This needs the role " + least.word() + "; yours is "
                            + caller.role().word());
        }
        return match;
    }

    private static Problem credentials() {
        return NetworkDoor.unauthorized("Send a token: Authorization: Bearer TOKEN. Create one: hook:token create NAME;"
                + " or log in to the console: hook:console");
    }
}
