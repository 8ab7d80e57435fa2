package io.hookline.shell.doctor;

/**
 * What a check has found.
 *
 * @param area what was looked at, in one or two words: {@code releases}
 * @param severity how bad it is
 * @param what what is so, in one sentence
 * @param cause why; empty if all is well, or the sentence says it
 * @param cure what to do about it; empty if all is well
 */
public record Finding(String area, Severity severity, String what, String cause, String cure) {

    /** How bad it is. */
    public enum Severity {

        /** Something does not work. */
        PROBLEM,

        /** It works, and may not for long. */
        WARNING,

        /** All is well. */
        OK
    }

    /** All is well. */
    public static Finding ok(String area, String what) {
        return new Finding(area, Severity.OK, what, "", "");
    }

    /** It works, and may not for long. */
    public static Finding warning(String area, String what, String cause, String cure) {
        return new Finding(area, Severity.WARNING, what, cause, cure);
    }

    /** Something does not work. */
    public static Finding problem(String area, String what, String cause, String cure) {
        return new Finding(area, Severity.PROBLEM, what, cause, cure);
    }
}
