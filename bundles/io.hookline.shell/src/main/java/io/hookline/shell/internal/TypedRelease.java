package io.hookline.shell.internal;

import io.hookline.common.text.Printable;
import java.util.List;

/**
 * A release as operators type it: {@code PLUGIN VERSION} or {@code PLUGIN@VERSION}.
 *
 * @param plugin its name, or the last part of it
 * @param version its version
 * @param rest the words behind it
 */
record TypedRelease(String plugin, String version, List<String> rest) {

    static final String USAGE = "PLUGIN VERSION";

    /** The release that the words begin with. */
    static TypedRelease of(Syntax syntax, List<String> words) {
        String first = words.get(0);
        int at = first.lastIndexOf('@');
        if (at > 0) {
            return new TypedRelease(first.substring(0, at), first.substring(at + 1), words.subList(1, words.size()));
        }
        if (words.size() < 2) {
            throw syntax.complaint("needs a version of " + Printable.of(first));
        }
        return new TypedRelease(first, words.get(1), words.subList(2, words.size()));
    }
}
