package io.hookline.deploy.internal.verify;

import java.util.Locale;

/** The names of a signed jar's own files, which the JDK compares without regard to case. */
final class SignatureFiles {

    private static final String FOLDER = "META-INF/";

    private SignatureFiles() {}

    static boolean isManifest(String name) {
        return name.equalsIgnoreCase("META-INF/MANIFEST.MF");
    }

    /** Whether it is a signature file or the block that signs one. */
    static boolean isSigning(String name) {
        return isDigests(name) || isBlock(name);
    }

    /** Whether it lists the digests of the manifest. */
    static boolean isDigests(String name) {
        return isIn(name, ".SF");
    }

    /** Whether it holds the signature of a list of digests, and the signer's certificates. */
    static boolean isBlock(String name) {
        return isIn(name, ".RSA") || isIn(name, ".DSA") || isIn(name, ".EC");
    }

    /** What a list of digests and its block have in common. */
    static String signer(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.substring(0, upper.lastIndexOf('.'));
    }

    private static boolean isIn(String name, String ending) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(FOLDER) && upper.indexOf('/', FOLDER.length()) < 0 && upper.endsWith(ending);
    }
}
