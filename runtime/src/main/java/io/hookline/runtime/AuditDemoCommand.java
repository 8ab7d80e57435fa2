package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DemoDuration duration = new DemoDuration();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Distribution distribution = Distribution.installed();
        try (DemoFolder folder = DemoFolder.create()) {
            return run(distribution, folder);
        }
    }

    private int run(Distribution distribution, DemoFolder folder) throws IOException, InterruptedException {
        DataFolder data = DataFolder.at(folder.path().resolve("data"));
        PrintWriter out = spec.commandLine().getOut();
        try (DemoUpstream upstream = new DemoUpstream("records");
                DemoDatabase database = new DemoDatabase(distribution, folder.path());
                AuditDemo demo = new AuditDemo(distribution, data, database, out);
                SignalHook hook = new SignalHook(asked -> {
                    demo.close();
                    return folder.endAtSignal();
                })) {
            String key = data.addDefaults(distribution.conf())
                    .orElseThrow(() -> new LaunchException("the distribution's conf/ has no place for an API key"));
            demo.configure(upstream);
            AuditDemoReport report = demo.run(key, duration.seconds());
            return report.print(out) ? 0 : 1;
        }
    }
}
