package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Marks responses. Its start fails, ends the process or hangs while the file that a header names exists. */
public final class FailingLater implements BundleActivator {

    @Override
    public void start(BundleContext context) throws IOException, InterruptedException {
        Dictionary<String, String> headers = context.getBundle().getHeaders("");
        if (isThere(headers.get("Throw-If"))) {
            throw new IllegalStateException("thrown on purpose");
        }
        if (isThere(headers.get("Kill-If"))) {
            killOwnProcess();
        }
        while (isThere(headers.get("Hang-If"))) {
            // Whatever interrupts it.
            LockSupport.parkNanos(1_000_000);
        }

        String version = context.getBundle().getVersion().toString();
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> exchange.responseHeaders().set(name, version);

        context.registerService(
                PostProcessHook.class,
                hook,
                FrameworkUtil.asDictionary(
                        Map.of(HookProperties.AT, PostProcessHook.POINT, HookProperties.NAME, name)));
    }

    @Override
    public void stop(BundleContext context) {}

    private static boolean isThere(@Nullable String file) {
        return file != null && Files.exists(Path.of(file));
    }

    /** Ends the process as a crash of native code would: the runtime cannot refuse it. */
    private static void killOwnProcess() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }
}
