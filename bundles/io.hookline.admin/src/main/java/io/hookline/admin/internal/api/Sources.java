package io.hookline.admin.internal.api;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a change deploys, as a request names it. */
final class Sources {

    private static final String PREFIX = "sha256:";
    private static final Pattern DIGEST = Pattern.compile("(" + PREFIX + ")?[0-9a-f]{64}");
    private static final Pattern RELEASE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}@[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Sources() {}

    /** Whether it is the SHA-256 of an upload. */
    static boolean isDigest(String source) {
        return DIGEST.matcher(source).matches();
    }

    /** The digits as a command line has them. */
    static String named(String source) {
        return PREFIX + digest(source);
    }

    /** The digits alone. */
    static String digest(String source) {
        return source.startsWith(PREFIX) ? source.substring(PREFIX.length()) : source;
    }

    /** Whether it is an address from which the instance fetches a jar. */
    static boolean isAddress(String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /** Whether it is a release that was deployed before: {@code PLUGIN@VERSION}. */
    static boolean isRelease(String source) {
        return RELEASE.matcher(source).matches();
    }

    /** Whether a word of a command line may be a file of this machine. What is in doubt is one. */
    static boolean isFile(String word) {
        boolean option = word.startsWith("-");
        boolean plain =
                word.indexOf('/') < 0 && word.indexOf('\\') < 0 && !word.endsWith(".jar") && word.indexOf(':') < 0;
        return !isDigest(word) && !isAddress(word) && !(option && plain) && !isRelease(word) && !isValue(word);
    }

    /** Whether it is the value of an option, or a version: it names no file that could be a jar. */
    private static boolean isValue(String word) {
        return word.matches("[A-Za-z0-9_.,=%+@ -]*") && !word.endsWith(".jar");
    }
}
