package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** Finds the resource of a request, and decides whether it may be made. */
final class Access {

    private Access() {}

    /**
     * The resource of a request.
     *
     * @throws Problem if there is none
     */
    static ResourceTable.Match find(ResourceTable table, HttpMethod method, String path, @Nullable Caller caller)
            throws Problem {
        try {
            return table.find(method, path);
        } catch (Problem e) {
            // Who does not say who they are learns nothing about what there is.
            throw caller == null ? credentials() : e;
        }
    }

    /**
     * Decides whether a caller may use a resource.
     *
     * @throws Problem if they may not
     */
    static void admit(Resource resource, @Nullable Caller caller, Request.Note note) throws Problem {
        Role least = resource.least();
        if (least == null) {
            return;
        }
        if (caller == null) {
            throw credentials();
        }
        if (!caller.role().includes(least)) {
            note.refuses();
            throw new Problem(
                    HttpResponseStatus.FORBIDDEN,
                    "This needs the role " + least.word() + "; yours is "
                            + caller.role().word());
        }
    }

    private static Problem credentials() {
        return NetworkDoor.unauthorized("Send a token: Authorization: Bearer TOKEN. Create one: hook:token create NAME;"
                + " or log in to the console: hook:console");
    }
}
