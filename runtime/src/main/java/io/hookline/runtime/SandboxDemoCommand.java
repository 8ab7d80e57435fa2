package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hookline demo sandbox}: moves a plugin over all runners under load, and counts the calls. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Move a plugin from inline to a thread pool, a process and WebAssembly and back, under load; kill its"
                        + " process, let a module spin; count the outcome of every call.",
        footer = {
            "",
            "Uses free ports of this machine and a temporary folder that is removed at the end. Exit status: 0 if no call"
                    + " was lost or doubled, and none passed the plugin by while it was there; 1 otherwise."
        })
final class SandboxDemoCommand implements Callable<Integer> {

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
        try (DemoUpstream upstream = new DemoUpstream("sandbox");
                SandboxDemo demo = new SandboxDemo(distribution, data, out);
                SignalHook hook = new SignalHook(asked -> {
                    demo.close();
                    return folder.endAtSignal();
                })) {
            String key = data.addDefaults(distribution.conf())
                    .orElseThrow(() -> new LaunchException("the distribution's conf/ has no place for an API key"));
            demo.configure(upstream);
            return demo.run(key, duration.seconds(), upstream) ? 0 : 1;
        }
    }
}
