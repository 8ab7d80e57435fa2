package io.hookline.deploy.internal.resolve;

/** Says which header of a manifest the framework would not accept, and why. */
final class BadManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    BadManifestException(String header, String problem) {
        super("header " + header + ": " + problem);
    }
}
