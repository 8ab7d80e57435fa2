package io.hookline.runtime;

/** A reason not to go on that the person at the command line can act on: its text is all there is to print. */
final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
