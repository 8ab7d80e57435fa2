package io.hookline.api.registry;

/**
 * Says that no plugin matches a route, which tags and type were asked for, and why the nearest plugins do not match.
 */
public final class NoPluginException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** With what was asked for, and what is there instead, in the message. */
    public NoPluginException(String message) {
        super(message);
    }
}
