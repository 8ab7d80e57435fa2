package io.hookline.api.runtime;

import java.util.Comparator;

/**
 * The version of a release, ordered as OSGi orders versions: three numbers, then a qualifier that is compared as text.
 *
 * @param major changes when users of the release break
 * @param minor changes when the release offers more
 * @param micro changes when it is repaired
 * @param qualifier further text, empty for none
 */
public record ReleaseVersion(int major, int minor, int micro, String qualifier) implements Comparable<ReleaseVersion> {

    private static final Comparator<ReleaseVersion> ORDER = Comparator.comparingInt(ReleaseVersion::major)
            .thenComparingInt(ReleaseVersion::minor)
            .thenComparingInt(ReleaseVersion::micro)
            .thenComparing(ReleaseVersion::qualifier);

    private static final int PARTS = 4;

    /**
     * Reads a version such as {@code 1}, {@code 1.2}, {@code 1.2.3} or {@code 1.2.3.SNAPSHOT}.
     *
     * @throws IllegalArgumentException if the text is no version
     */
    public static ReleaseVersion parse(String text) {
        String[] parts = text.strip().split("\\.", PARTS);
        String qualifier = parts.length == PARTS ? parts[PARTS - 1] : "";
        if (parts.length == PARTS && !isQualifier(qualifier)) {
            throw notAVersion(text);
        }
        return new ReleaseVersion(number(text, parts, 0), number(text, parts, 1), number(text, parts, 2), qualifier);
    }

    private static boolean isQualifier(String text) {
        return !text.isEmpty() && text.chars().allMatch(ReleaseVersion::isQualifierCharacter);
    }

    private static boolean isQualifierCharacter(int c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, String[] parts, int index) {
        if (index >= parts.length) {
            return 0;
        }
        String digits = parts[index];
        if (!digits.chars().allMatch(ReleaseVersion::isDigit)) {
            throw notAVersion(text);
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw notAVersion(text);
        }
    }

    private static IllegalArgumentException notAVersion(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a version: expected major.minor.micro.qualifier, for instance 1.2.0");
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro + (qualifier.isEmpty() ? "" : "." + qualifier);
    }
}
