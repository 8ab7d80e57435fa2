package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hookline demo gateway}: changes everything around a gateway under load, and checks each call. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Swap a plugin, change the policy and the certificate, and move a route to a new upstream, under"
                + " load; count the outcome of every call.",
        footer = {
            "",
            "Uses free ports of this machine and a temporary folder that is removed at the end. Clients speak HTTP/1.1"
                    + " and HTTP/2 with TLS. Exit status: 0 if no call failed, none got through unauthorised, and each"
                    + " change showed its effect; 1 otherwise."
        })
final class GatewayDemoCommand implements Callable<Integer> {

    private static final int CALLERS = 3;
    private static final long LISTEN_TIMEOUT_S = 60;
    private static final long STOP_TIMEOUT_S = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DemoDuration duration = new DemoDuration();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Distribution distribution = Distribution.installed();
        try (DemoFolder folder = DemoFolder.create();
                DemoUpstream legacy = new DemoUpstream("legacy");
                DemoUpstream fresh = new DemoUpstream("new")) {
            return run(distribution, folder, legacy, fresh);
        } catch (GeneralSecurityException e) {
            throw new LaunchException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    private int run(Distribution distribution, DemoFolder folder, DemoUpstream legacy, DemoUpstream fresh)
            throws IOException, InterruptedException, GeneralSecurityException {
        DataFolder data = DataFolder.at(folder.path());
        Logging.start(distribution, data, ShellMode.TERMINAL, "ERROR");
        String key = data.addDefaults(distribution.conf())
                .orElseThrow(() -> new LaunchException("the distribution's conf/ has no place for an API key"));
        GatewayDemoFiles files = new GatewayDemoFiles(data);
        DemoCertificate first = DemoCertificate.make("first");
        first.write(files.certificate(), files.key());
        files.configure(legacy.uri(), fresh.uri());
        DemoTrust trust = new DemoTrust();
        trust.add(first.certificate());
        OsgiRuntime runtime = OsgiRuntime.start(
                distribution,
                data,
                Map.of(
                        "hookline.port",
                        "0",
                        "hookline.upstream",
                        "",
                        "hookline.data",
                        data.root().toString()));
        PrintWriter out = spec.commandLine().getOut();
        try (SignalHook hook = new SignalHook(asked -> {
            runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
            return folder.endAtSignal();
        })) {
            URI gateway = URI.create(listening(runtime));
            GatewayDemo demo = new GatewayDemo(data, distribution, files, trust, fresh);
            demo.prepare();
            GatewayDemoLoad load = new GatewayDemoLoad(gateway, key, trust, first.certificate());
            out.println("Gateway at " + gateway + "; " + CALLERS + " callers with HTTP/1.1, one with HTTP/2, some calls"
                    + " without a valid key or against the policy");
            out.flush();
            load.start(CALLERS);
            try {
                demo.run(load, duration.seconds(), out);
            } finally {
                load.stop();
            }
            return load.ledger().print(out, fresh.copies()) ? 0 : 1;
        } finally {
            runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        }
    }

    private static String listening(OsgiRuntime runtime) throws InterruptedException {
        Diagnosis diagnosis = new Diagnosis(runtime.context());
        String uri = new GatewayLocator(runtime.context()).await(LISTEN_TIMEOUT_S, TimeUnit.SECONDS, () -> !diagnosis
                .failed()
                .isEmpty());
        if (uri == null || !diagnosis.failed().isEmpty()) {
            throw new LaunchException("not everything started: " + String.join("; ", diagnosis.findings()));
        }
        return uri;
    }
}
