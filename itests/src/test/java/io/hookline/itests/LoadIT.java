package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.CallSample;
import io.hookline.api.HookPoint;
import io.hookline.api.Registration;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.runtime.HookStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** {@code hook:load} on points of this framework. */
public class LoadIT extends FrameworkTest {

    private static final String SHORT = "--rate 500 --for 400ms --warm-up 0 ";

    private final AtomicInteger called = new AtomicInteger();

    /** The contract of a host. */
    public interface Price {

        /** The price of a number of pieces. */
        @Compose(Composition.WATERFALL)
        long price(long base, int pieces);
    }

    /** A contract whose arguments only its host can create. */
    public interface Secret {

        /** Has an argument of a type that only the host has. */
        void keep(StringBuilder hostsOwn);
    }

    @Test
    public void callsTheHooksAsOftenAsItReports() throws Exception {
        registry().trigger("test.load", HookContext.create());
        try (Registration hook = registry().register("test.load", counting())) {
            String report = run("hook:load " + SHORT + "test.load");
            assertThat(called.get())
                    .as(report)
                    .isEqualTo(count(report, "calls"))
                    .isPositive();
            HookStatus counted =
                    runtime().chain("test.load").orElseThrow().hooks().get(0);
            assertThat(counted.calls()).isEqualTo(called.get());
            assertThat(runtime().chain("test.load").orElseThrow().point().owners())
                    .hasSize(1);
        }
    }

    @Test
    public void aHookThatThrowsIsCountedAsAnError() throws Exception {
        registry().trigger("test.load", HookContext.create());
        Hook throwing = new Hook() {
            @Override
            public void before(HookContext context) {
                throw new IllegalStateException("not today");
            }
        };
        try (Registration hook = registry().register("test.load", throwing)) {
            assertThatThrownBy(() -> run("hook:load " + SHORT + "test.load")).hasMessageContaining("--max-errors");
            String report = run("hook:load --max-errors 100 " + SHORT + "test.load");
            assertThat(count(report, "  IllegalStateException")).isPositive();
            assertThat(report).contains("not today").contains("100.00 %");
        }
    }

    @Test
    public void theContractOfAHostIsCalledWithTheGivenArguments() throws Exception {
        Map<String, Object> properties = Map.of("hook.at", "test.price");
        Price doubling = (base, pieces) -> {
            called.incrementAndGet();
            return base * pieces;
        };
        ServiceRegistration<Price> hook =
                context().registerService(Price.class, doubling, FrameworkUtil.asDictionary(properties));
        try (HookPoint<Price> point = points().open("test.price", Price.class)) {
            assertThatThrownBy(() -> run("hook:load test.price")).hasMessageContaining("2 times --arg: long, int");
            assertThat(called.get()).isZero();
            String report = run("hook:load " + SHORT + "--arg 20 --arg 3 test.price");
            assertThat(called.get()).isEqualTo(count(report, "calls"));
            assertThat(point.call().price(20, 3)).isEqualTo(60);
        } finally {
            hook.unregister();
        }
    }

    @Test
    public void usesTheSampleOfTheHostIfThereIsOne() throws Exception {
        try (HookPoint<Secret> point = points().open("test.secret", Secret.class)) {
            assertThatThrownBy(() -> run("hook:load test.secret"))
                    .hasMessageContaining("which only its host can make")
                    .hasMessageContaining("CallSample");
            CallSample sample = given -> () -> {
                point.call().keep(new StringBuilder());
                called.incrementAndGet();
                return "kept " + given;
            };
            ServiceRegistration<CallSample> registration = context()
                    .registerService(
                            CallSample.class,
                            sample,
                            FrameworkUtil.asDictionary(Map.of(CallSample.POINT, "test.secret")));
            try {
                // The command is registered again with the sample.
                Awaitility.await().ignoreExceptions().until(() -> run("hook:load " + SHORT + "--arg a=b test.secret")
                        .contains("kept {a=b}"));
                assertThat(called.get()).isPositive();
            } finally {
                registration.unregister();
            }
        }
    }

    @Test
    public void aPointThatClosesMeanwhileIsReported() throws Exception {
        HookPoint<Price> point = points().open("test.closing", Price.class);
        AtomicInteger closed = new AtomicInteger();
        Price closing = (base, pieces) -> base;
        ServiceRegistration<Price> hook = context()
                .registerService(Price.class, closing, FrameworkUtil.asDictionary(Map.of("hook.at", "test.closing")));
        Thread closer = new Thread(() -> {
            Awaitility.await()
                    .until(() -> runtime()
                                    .chain("test.closing")
                                    .map(chain -> chain.hooks().get(0).calls())
                                    .orElse(0L)
                            > 0);
            point.close();
            closed.incrementAndGet();
        });
        closer.start();
        String report = run("hook:load --max-errors 100 --arg 1 --arg 1 --rate 500 --for 2s --warm-up 0 test.closing");
        closer.join();
        hook.unregister();
        assertThat(closed.get()).isOne();
        assertThat(count(report, "  PointClosedException")).isPositive();
        assertThat(report).contains("hook point test.closing is closed");
        assertThat(runtime().chain("test.closing")).isEmpty();
    }

    private Hook counting() {
        return new Hook() {
            @Override
            public void before(HookContext context) {
                called.incrementAndGet();
            }
        };
    }

    private static int count(String report, String row) {
        Matcher matcher =
                Pattern.compile("^" + row + " +([0-9,]+)", Pattern.MULTILINE).matcher(report);
        assertThat(matcher.find()).as("the row of " + row + " in\n" + report).isTrue();
        return Integer.parseInt(matcher.group(1).replace(",", ""));
    }

    private String run(String command) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                CommandSession session = service(CommandProcessor.class)
                        .createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            session.execute(command);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
