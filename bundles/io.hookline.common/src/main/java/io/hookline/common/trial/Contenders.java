package io.hookline.common.trial;

/**
 * What is compared, in words.
 *
 * @param candidate the new one
 * @param stable the one that it is compared with
 */
public record Contenders(String candidate, String stable) {

    /** A candidate and the stable release. */
    public static final Contenders RELEASES = new Contenders("candidate", "stable release");
}
