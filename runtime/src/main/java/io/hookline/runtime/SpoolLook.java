package io.hookline.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code hookline spool -o json} of an instance says, as far as a demo needs it.
 *
 * @param made the sequence of the last record in the spool: how many it has ever taken, since none is left out
 * @param dropped how many records this process has dropped: in memory, and because the spool was full
 * @param file the output {@code file}
 * @param jdbc the output {@code jdbc}
 */
record SpoolLook(long made, long dropped, Output file, Output jdbc) {

    /** Reads the JSON. */
    static SpoolLook of(String json) {
        String spool = part(json, "\"spool\"");
        return new SpoolLook(
                number(spool, "first") + number(spool, "records") - 1,
                number(spool, "droppedOldest") + number(spool, "droppedNewest") + number(spool, "dropped"),
                Output.of(part(json, "\"name\" *: *\"file\"")),
                Output.of(part(json, "\"name\" *: *\"jdbc\"")));
    }

    /** Whether both outputs have passed all records. */
    boolean isDelivered() {
        return file.lag() == 0 && jdbc.lag() == 0;
    }

    private static String part(String json, String start) {
        Matcher found = Pattern.compile(start + "[^}]*").matcher(json);
        if (!found.find()) {
            throw new LaunchException("hookline spool has no " + start + ": " + json);
        }
        return found.group();
    }

    private static long number(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\" *: *([0-9]+)").matcher(json);
        if (!found.find()) {
            throw new LaunchException("hookline spool has no number " + name + ": " + json);
        }
        return Long.parseLong(found.group(1));
    }

    /**
     * An output.
     *
     * @param lag how many records it has not passed
     * @param retried how many deliveries of a record this process has to repeat
     * @param lost how many records it has rejected or dropped
     */
    record Output(long lag, long retried, long lost) {

        private static Output of(String json) {
            return new Output(
                    number(json, "lag"), number(json, "retried"), number(json, "rejected") + number(json, "dropped"));
        }
    }
}
