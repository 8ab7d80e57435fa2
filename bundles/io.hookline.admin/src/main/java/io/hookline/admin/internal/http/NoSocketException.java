package io.hookline.admin.internal.http;

import java.io.IOException;

/** A Unix domain socket cannot be had: the system or the file system has none, or the path is too long for one. */
public final class NoSocketException extends IOException {

    private static final long serialVersionUID = 1L;

    NoSocketException(String message, Throwable cause) {
        super(message, cause);
    }

    NoSocketException(String message) {
        super(message);
    }
}
