package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import java.util.List;

/**
 * A release as a user types it: {@code PLUGIN VERSION} or {@code PLUGIN@VERSION}.
 *
 * @param plugin its name, or the last part of it
 * @param version its version
 * @param rest the words that follow
 */
record ReleaseArgument(String plugin, String version, List<String> rest) {

    static final String USAGE = "PLUGIN VERSION";

    /** The release with which the positional arguments begin. */
    static ReleaseArgument of(Arguments given) {
        List<String> words = given.positional();
        String first = words.get(0);
        int at = first.lastIndexOf('@');
        if (at > 0) {
            return new ReleaseArgument(first.substring(0, at), first.substring(at + 1), words.subList(1, words.size()));
        }
        if (words.size() < 2) {
            throw given.complaint("needs a version of " + Printable.of(first));
        }
        return new ReleaseArgument(first, words.get(1), words.subList(2, words.size()));
    }
}
