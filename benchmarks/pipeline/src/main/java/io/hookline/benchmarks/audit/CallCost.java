package io.hookline.benchmarks.audit;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.status.SpoolStatus;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.FakeExchange;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the thread of a call spends: on the collector, with a file as output, and on one line by Logback's asynchronous
 * appender, with a file behind it. Calls come in bursts with pauses, so that both keep up.
 */
final class CallCost {

    private static final int BURST = 100;
    private static final long PAUSE_MS = 10;
    private static final int QUEUE = 10_000;

    private final Path folder;
    private final int calls;

    CallCost(Path folder, int records) {
        this.folder = folder;
        this.calls = Math.min(records, 200_000);
    }

    void print() throws Exception {
        Parts parts = new Parts(folder.resolve("collector"));
        AuditOutput file = (AuditOutput) parts.component("io.hookline.plugin.auditfile.internal.AuditFile", Map.of());
        Object pipeline = parts.pipeline(Map.of(), "file", file);
        CompletedHook collector = (CompletedHook)
                parts.component("io.hookline.plugin.audit.internal.AuditCollector", Map.of(), pipeline, runtime());
        FakeExchange exchange = new FakeExchange("GET", "/records/7").with("X-Tenant", "acme");
        exchange.setPrincipal("alice");
        exchange.setStatus(200);
        Completion completion = new Completion(Completion.Ending.COMPLETE, null);
        print("the collector, a file as output", () -> collector.onCompleted(exchange, completion), () -> {
            SpoolStatus spool = Parts.status(pipeline).spool();
            return spool.dropped() + spool.droppedNewest();
        });
        Parts.end(pipeline);
        LoggerContext context = new LoggerContext();
        AsyncAppender async = appender(context);
        Logger log = context.getLogger("requests");
        log.setLevel(Level.INFO);
        log.addAppender(async);
        print(
                "Logback's async appender, a file behind it",
                () -> log.info(
                        "{} {} {} {} {} ms {} {} {}",
                        exchange.client().getHostString(),
                        exchange.principal(),
                        exchange.method(),
                        exchange.path(),
                        exchange.elapsed().toMillis(),
                        exchange.status(),
                        exchange.bytesSent(),
                        exchange.context().callId()),
                () -> 0);
        context.stop();
    }

    private AsyncAppender appender(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %msg%n");
        encoder.start();
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setContext(context);
        file.setEncoder(encoder);
        file.setFile(folder.resolve("requests.log").toString());
        file.start();
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setQueueSize(QUEUE);
        // It would drop what is less than a warning once a fifth of the queue is left, and block when it is full.
        async.setDiscardingThreshold(0);
        async.addAppender(file);
        async.start();
        return async;
    }

    private void print(String name, Call call, Lost lost) throws Exception {
        measure(call, calls / 2);
        long[] nanos = measure(call, calls);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %d |%n",
                name,
                Arrays.stream(nanos).sum() / nanos.length,
                nanos[nanos.length / 2],
                nanos[nanos.length * 99 / 100],
                lost.count());
    }

    /** Two clock reads are in each figure: some 50 ns. */
    private static long[] measure(Call call, int count) throws Exception {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            call.run();
            nanos[i] = System.nanoTime() - start;
            if (i % BURST == 0) {
                Thread.sleep(PAUSE_MS);
            }
        }
        return nanos;
    }

    private static HookRuntime runtime() {
        return (HookRuntime) Proxy.newProxyInstance(
                HookRuntime.class.getClassLoader(),
                new Class<?>[] {HookRuntime.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "generation" -> 1L;
                    case "points" -> List.of();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Call {
        void run() throws Exception;
    }

    /** How many records were lost. */
    @FunctionalInterface
    private interface Lost {
        long count();
    }
}
