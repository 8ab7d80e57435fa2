package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline demo audit}: swaps, stops and kills what takes part in an audit, and counts the records. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Swap the collector of audit records, stop a database that gets them and kill the process, under"
                + " load; count the records.",
        footer = {
            "",
            "A record is made when the spool on disk has accepted it. Records that were still in memory at the kill are"
                    + " named and do not count as lost: the most is what flushMillis of io.hookline.audit says.",
            "Uses free ports of this machine and a temporary folder that is removed at the end. Exit status: 0 if no"
                    + " record was lost and each change showed its effect; 1 otherwise."
        })
final class AuditDemoCommand implements Callable<Integer> {

    private static final int LEAST_SECONDS = 3;
    private static final int EXIT_AT_SIGNAL = 130;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Time over which the changes are spread. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < LEAST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--for must be at least " + LEAST_SECONDS + ", not " + seconds);
        }
        Distribution distribution = Distribution.installed();
        Path folder = Files.createTempDirectory("hookline-demo");
        DataFolder data = DataFolder.at(folder.resolve("data"));
        try (DemoUpstream upstream = new DemoUpstream("records");
                DemoDatabase database = new DemoDatabase(distribution, folder);
                AuditDemo demo = new AuditDemo(
                        distribution, data, database, spec.commandLine().getOut());
                SignalHook hook = new SignalHook(asked -> endAtSignal(demo, folder))) {
            String key = data.addDefaults(distribution.conf())
                    .orElseThrow(() -> new LaunchException("the distribution's conf/ has no place for an API key"));
            demo.configure(upstream);
            AuditDemoReport report = demo.run(key, seconds);
            PrintWriter out = spec.commandLine().getOut();
            return report.print(out) ? 0 : 1;
        } finally {
            DataFolder.delete(folder);
        }
    }

    private static int endAtSignal(AuditDemo demo, Path folder) {
        demo.close();
        try {
            DataFolder.delete(folder);
        } catch (IOException e) {
            System.err.println("hookline: " + folder + " could not be removed: " + e.getMessage());
        }
        return EXIT_AT_SIGNAL;
    }
}
