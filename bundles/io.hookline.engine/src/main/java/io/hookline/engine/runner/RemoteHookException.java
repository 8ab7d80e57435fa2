package io.hookline.engine.runner;

import java.util.Map;

/**
 * Represents an exception of a hook that runs elsewhere, by the name of its class and its message. It has no stack
 * trace.
 */
public final class RemoteHookException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TYPE = "type";
    private static final String MESSAGE = "message";

    private final String type;

    /** With the name of the exception's class, and its message. */
    public RemoteHookException(String type, String message) {
        super(message.isEmpty() ? type : type + ": " + message, null, false, false);
        this.type = type;
    }

    /** Name of the class of what the hook threw. */
    public String type() {
        return type;
    }

    static Object encode(Throwable failure) {
        if (failure instanceof RemoteHookException remote) {
            String text = String.valueOf(remote.getMessage());
            return values(
                    remote.type, text.startsWith(remote.type + ": ") ? text.substring(remote.type.length() + 2) : "");
        }
        String message = failure.getMessage();
        return values(failure.getClass().getName(), message == null ? "" : message);
    }

    static RemoteHookException decode(Object value) {
        return value instanceof Map<?, ?> map && map.get(TYPE) instanceof String type
                ? new RemoteHookException(type, map.get(MESSAGE) instanceof String message ? message : "")
                : new RemoteHookException("an exception", String.valueOf(value));
    }

    private static Map<String, Object> values(String type, String message) {
        return Map.of(TYPE, type, MESSAGE, message);
    }
}
