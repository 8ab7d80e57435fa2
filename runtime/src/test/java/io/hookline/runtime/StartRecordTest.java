package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.runtime.StartRecord.Outcome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a start is judged at the next one. */
final class StartRecordTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private DataFolder data;

    @BeforeEach
    void makeFolder() {
        data = DataFolder.at(temporary.resolve("data folder"));
    }

    private String outcomeAtNextStart() {
        return String.valueOf(StartRecord.begin(data).properties().get("hookline.start.outcome"));
    }

    @Test
    void theFirstFinalJudgementIsKept() {
        StartRecord record = StartRecord.begin(data);
        record.note(Outcome.SERVING, "");
        record.note(Outcome.GOOD, "");
        record.note(Outcome.FAILED, "too late");
        StartRecord next = StartRecord.begin(data);
        assertThat(next.properties())
                .containsEntry("hookline.start.outcome", "good")
                .containsEntry(
                        "hookline.start.before",
                        String.valueOf(record.properties().get("hookline.start.process")));
        assertThat(next.lastFailure()).isEmpty();
    }

    @Test
    void aFailureIsToldWithItsReasonAtTheNextStart() {
        StartRecord.begin(data).note(Outcome.FAILED, "it did not serve: \"x\"\nand more");
        assertThat(StartRecord.begin(data).lastFailure()).contains("it did not serve: \"x\"\nand more");
    }

    @Test
    void aProcessThatEndedItselfInItsStartHasFailed() throws Exception {
        StartRecord.begin(data);
        Files.writeString(data.cache().resolve("exit.log"), "[0.3s][info][gc,heap,exit] Heap");
        assertThat(outcomeAtNextStart()).isEqualTo("failed");
    }

    @Test
    void aProcessThatWasKilledInItsStartHasNotFailed() {
        StartRecord.begin(data);
        assertThat(data.cache().resolve("exit.log")).isEmptyFile();
        assertThat(outcomeAtNextStart()).isEqualTo("ended");
    }

    @Test
    void withoutATraceAProcessThatWentAwayHasFailedUnlessItServed() throws Exception {
        StartRecord.begin(data);
        Files.delete(data.cache().resolve("exit.log"));
        assertThat(outcomeAtNextStart()).isEqualTo("failed");
        data = DataFolder.at(temporary.resolve("other"));
        StartRecord.begin(data).note(Outcome.SERVING, "");
        Files.delete(data.cache().resolve("exit.log"));
        assertThat(outcomeAtNextStart()).isEqualTo("ended");
    }

    @Test
    void aDamagedRecordBeginsAnew() throws Exception {
        Files.writeString(data.cache().resolve("last-start"), "\\u00zz=garbage\noutcome");
        assertThat(StartRecord.begin(data).properties()).containsOnlyKeys("hookline.start.process");
    }

    @Test
    void theTraceTellsAHaltFromAKill() throws Exception {
        Path trace = data.cache().resolve("exit.log");
        Process halted = traced(trace, "halt");
        assertThat(halted.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ExitTrace.of(trace)).isEqualTo(ExitTrace.End.BY_ITSELF);
        Process killed = traced(trace, "wait");
        assertThat(killed.getInputStream().read()).isEqualTo('r');
        killed.destroyForcibly().waitFor();
        assertThat(ExitTrace.of(trace)).isEqualTo(ExitTrace.End.KILLED);
    }

    private static Process traced(Path trace, String end) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        String.join(File.pathSeparator, List.of(System.getProperty("java.class.path"))),
                        Traced.class.getName(),
                        trace.toString(),
                        end)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A process with a trace. */
    public static final class Traced {

        private Traced() {}

        public static void main(String[] arguments) throws Exception {
            ExitTrace.begin(Path.of(arguments[0]));
            if (arguments[1].equals("halt")) {
                Runtime.getRuntime().halt(77);
            }
            System.out.print("r");
            System.out.flush();
            // Waits to be killed, or for the end of the test's process.
            int end = System.in.read();
            Runtime.getRuntime().halt(end);
        }
    }

    @Test
    void theCallerOfSystemExitIsFoundAndASignalIsNotTakenForOne() {
        StackTraceElement shutdown = frame("java.lang.Shutdown", "exit");
        StackTraceElement[] plugin = {
            frame("java.lang.Object", "wait"),
            shutdown,
            frame("java.lang.Runtime", "exit"),
            frame("java.lang.System", "exit"),
            frame("org.example.Plugin", "start")
        };
        StackTraceElement[] signal = {shutdown, frame("java.lang.Terminator$1", "handle")};
        StackTraceElement[] launcher = {shutdown, frame(Hookline.class.getName(), "main")};
        Thread thread = Thread.currentThread();
        assertThat(ExitCaller.find(Map.of(thread, plugin)))
                .hasValueSatisfying(code -> assertThat(code).startsWith("org.example.Plugin.start"));
        assertThat(ExitCaller.find(Map.of(thread, signal))).isEmpty();
        assertThat(ExitCaller.find(Map.of(thread, launcher))).isEmpty();
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, "Source.java", 1);
    }
}
