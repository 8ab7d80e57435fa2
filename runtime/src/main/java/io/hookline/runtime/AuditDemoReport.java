package io.hookline.runtime;

import java.io.PrintWriter;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What became of the records of the audit demo.
 *
 * @param made how many records the spool has accepted, and so has to deliver
 * @param byFirst how many calls the collector 1.0.0 has recorded
 * @param bySecond how many calls the collector 1.1.0 has recorded
 * @param answered how many calls were answered
 * @param cutOff how many calls had no answer: those in flight at the kill
 * @param inMemory the calls that were answered so shortly before the kill that their records were not yet in the spool
 * @param unrecorded other calls without a record
 * @param dropped how many records were dropped before they were in the spool
 * @param waited how many records waited for the database when the process was killed
 * @param file the output {@code file}
 * @param jdbc the output {@code jdbc}
 */
record AuditDemoReport(
        long made,
        long byFirst,
        long bySecond,
        long answered,
        long cutOff,
        BitSet inMemory,
        BitSet unrecorded,
        long dropped,
        long waited,
        Output file,
        Output jdbc) {

    private static final int MOST_NAMES = 10;

    /** Prints it; true if nothing was lost and everything was shown. */
    boolean print(PrintWriter out) {
        out.println();
        row(out, "calls answered", answered);
        row(out, "  recorded by audit 1.0.0", byFirst);
        row(out, "  recorded by audit 1.1.0", bySecond);
        row(out, "  in memory at the kill, no record", inMemory.cardinality());
        names(out, inMemory);
        row(out, "  without a record otherwise", unrecorded.cardinality());
        names(out, unrecorded);
        row(out, "calls cut off by the kill", cutOff);
        row(out, "records made: accepted by the spool", made);
        row(out, "  dropped before", dropped);
        row(out, "  on disk for the database at the kill", waited);
        out.println();
        out.printf(Locale.ROOT, "%-8s %12s %12s %12s %12s%n", "OUTPUT", "DELIVERED", "RETRIED", "DOUBLED", "LOST");
        out.println(file.line("file"));
        out.println(jdbc.line("jdbc"));
        out.println();
        out.println(
                isGood()
                        ? "No record was lost, while the collector was swapped, the database was away and the process was"
                                + " killed."
                        : "FAILED: see the rows above.");
        out.flush();
        return isGood();
    }

    boolean isGood() {
        return file.lost() == 0
                && jdbc.lost() == 0
                && dropped == 0
                && unrecorded.isEmpty()
                && jdbc.retried() > 0
                && waited > 0
                && byFirst > 0
                && bySecond > 0;
    }

    private static void names(PrintWriter out, BitSet calls) {
        if (!calls.isEmpty()) {
            out.println("    "
                    + calls.stream()
                            .limit(MOST_NAMES)
                            .mapToObj(number -> AuditDemoLoad.PATH + number)
                            .collect(Collectors.joining(" "))
                    + (calls.cardinality() > MOST_NAMES ? " …" : ""));
        }
    }

    private static void row(PrintWriter out, String name, long count) {
        out.printf(Locale.ROOT, "%-40s %,9d%n", name, count);
    }

    /**
     * An output.
     *
     * @param delivered how many of the records made it has
     * @param retried how many deliveries of a record were repeated, as far as the killed process had told
     * @param doubled how many records it has more than once
     * @param lost how many of the records made it has not
     */
    record Output(long delivered, long retried, long doubled, long lost) {

        /** The output that has these sequences. */
        static Output of(long made, BitSet sequences, long rows, long retried) {
            long delivered = sequences.get(1, Math.toIntExact(made) + 1).cardinality();
            return new Output(delivered, retried, rows - sequences.cardinality(), made - delivered);
        }

        private String line(String name) {
            return String.format(Locale.ROOT, "%-8s %,12d %,12d %,12d %,12d", name, delivered, retried, doubled, lost);
        }
    }
}
