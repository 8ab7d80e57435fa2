package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The audit demo: an instance in a process of its own, its load, and what happens to them. Used by one thread; another
 * one may close it.
 */
final class AuditDemo implements AutoCloseable {

    /** The collector. */
    static final String COLLECTOR = "io.hookline.plugin.audit";

    private static final int CALLERS = 3;
    private static final int PHASES = 6;
    private static final long DEADLINE_S = 120;
    private static final long LOOK_EVERY_MS = 50;

    private final Distribution distribution;
    private final DataFolder data;
    private final DemoDatabase database;
    private final DemoOperator operator;
    private final PrintWriter out;
    private final DemoRecords records;
    private final long startNanos = System.nanoTime();
    private volatile @Nullable ChildInstance instance;

    AuditDemo(Distribution distribution, DataFolder data, DemoDatabase database, PrintWriter out) {
        this.distribution = distribution;
        this.data = data;
        this.database = database;
        this.operator = new DemoOperator(data);
        this.out = out;
        this.records = new DemoRecords(data.root().resolve("audit").resolve("audit.jsonl"));
    }

    /** Writes the configurations before the first start. */
    void configure(DemoUpstream upstream) throws IOException {
        configuration(
                "io.hookline.gateway",
                "host = 127.0.0.1\nport = 0\nupstream = " + upstream.uri() + "\nrequiredPreRequest ="
                        + " io.hookline.plugin.apikey\n");
        // No rate limit: refused calls would look like failed ones.
        configuration("io.hookline.plugin.ratelimit", "requestsPerSecond = 1000000\nburst = 1000000\n");
        configuration("io.hookline.audit", "retryMillis = 100\nretryMaxMillis = 500\n");
        configuration("io.hookline.audit.route-all", "outputs = file, jdbc\nlevel = info\n");
        configuration("io.hookline.plugin.auditfile", "maxBytes = 100000000000\n");
        configuration(
                "io.hookline.plugin.auditjdbc",
                "url = " + database.url() + "\nuser = " + DemoDatabase.USER + "\ncreateTable = true\n");
    }

    /**
     * Runs it.
     *
     * @param key the client's key
     * @param seconds the time over which the changes are spread
     */
    AuditDemoReport run(String key, int seconds) throws IOException, InterruptedException {
        long pauseMillis = seconds * 1_000L / PHASES;
        ChildInstance first = ChildInstance.start(distribution, data.root());
        instance = first;
        operator.run(
                "deploy",
                plugin(COLLECTOR, "1.0.0"),
                plugin(COLLECTOR + "file", "1.0.0"),
                plugin(COLLECTOR + "jdbc", "1.0.0"));
        AuditDemoLoad load = new AuditDemoLoad(first.uri(), key);
        load.start(CALLERS);
        try {
            return run(first, load, pauseMillis);
        } finally {
            load.stop();
        }
    }

    @Override
    public void close() {
        ChildInstance last = instance;
        if (last != null) {
            last.close();
        }
    }

    private AuditDemoReport run(ChildInstance first, AuditDemoLoad load, long pauseMillis)
            throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        awaitRecordsOf(load.answered());
        progress("no change yet", load);
        operator.run("deploy", plugin(COLLECTOR, "1.1.0"));
        awaitRecord("no record of audit 1.1.0", () -> records.bySecond() > 0);
        progress("collector swapped, 1.0.0 to 1.1.0", load);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        database.stop();
        await(
                "the database is not missed",
                () -> look().jdbc().retried() > 0 && look().jdbc().lag() > 0);
        progress("database down", load);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        // All of these are in the spool, also those during the swap: the kill must not cost one of them.
        BitSet safe = load.answered();
        awaitRecordsOf(safe);
        SpoolLook before = look();
        first.kill();
        progress("kill -9", load);
        ChildInstance second = ChildInstance.start(distribution, data.root());
        instance = second;
        load.turnTo(second.uri());
        await("no call was answered after the kill", () -> !load.answeredBySecond()
                .isEmpty());
        progress("started again", load);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        database.start();
        progress("database back", load);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        load.stop();
        awaitRecordsOf(load.answeredBySecond());
        SpoolLook after = awaitDelivered();
        records.look();
        progress("everything delivered", load);
        return report(load, safe, before, after);
    }

    /** What was made by then is delivered: the spool is looked at before the outputs. */
    private SpoolLook awaitDelivered() throws InterruptedException {
        SpoolLook[] last = {look()};
        await("not everything is delivered", () -> {
            last[0] = look();
            return last[0].isDelivered();
        });
        return last[0];
    }

    private AuditDemoReport report(AuditDemoLoad load, BitSet safe, SpoolLook before, SpoolLook now) {
        BitSet rows = new BitSet();
        long rowCount = database.numbers("sequence", "hookline_audit", rows);
        BitSet unrecorded = load.answered();
        unrecorded.andNot(records.calls());
        BitSet inMemory = (BitSet) unrecorded.clone();
        inMemory.andNot(safe);
        inMemory.andNot(load.answeredBySecond());
        unrecorded.andNot(inMemory);
        return new AuditDemoReport(
                now.made(),
                records.byFirst(),
                records.bySecond(),
                load.answered().cardinality(),
                load.failed(),
                inMemory,
                unrecorded,
                before.dropped() + now.dropped(),
                before.jdbc().lag(),
                AuditDemoReport.Output.of(
                        now.made(),
                        records.sequences(),
                        records.lines(),
                        before.file().retried() + now.file().retried()),
                AuditDemoReport.Output.of(
                        now.made(),
                        rows,
                        rowCount,
                        before.jdbc().retried() + now.jdbc().retried()));
    }

    /** Waits until the file has a record of each of these calls. */
    private void awaitRecordsOf(BitSet calls) throws InterruptedException {
        awaitRecord("an answered call has no record", () -> {
            BitSet missing = (BitSet) calls.clone();
            missing.andNot(records.calls());
            return missing.isEmpty();
        });
    }

    private void awaitRecord(String otherwise, BooleanSupplier condition) throws InterruptedException {
        await(otherwise, () -> {
            records.look();
            return condition.getAsBoolean();
        });
    }

    private void await(String otherwise, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - end > 0) {
                    throw new LaunchException(otherwise + " within " + DEADLINE_S + " s");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        } catch (IOException e) {
            throw new LaunchException("the records cannot be read: " + e, e);
        }
    }

    private SpoolLook look() {
        return SpoolLook.of(operator.run("spool", "-o", "json"));
    }

    private String plugin(String name, String version) {
        return distribution.plugin("available/" + name + "-" + version + ".jar").toString();
    }

    private void configuration(String pid, String text) throws IOException {
        Path file = data.conf().resolve(pid + ".cfg");
        Files.writeString(file, text);
    }

    private void progress(String what, AuditDemoLoad load) {
        out.printf(
                Locale.ROOT,
                "%5.1f s  %-42s %,9d calls, %,9d records in the file%n",
                (System.nanoTime() - startNanos) / 1e9,
                what,
                load.answered().cardinality(),
                records.sequences().cardinality());
        out.flush();
    }

    /** What is waited for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }
}
