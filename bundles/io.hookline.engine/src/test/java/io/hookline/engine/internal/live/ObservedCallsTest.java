package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.trace.CallObserver;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a tracer sees of the calls in scopes, and what it costs the others. */
@Timeout(60)
class ObservedCallsTest extends LiveSetFixture {

    private static final CallAttributes TRACED = name -> "traced";

    private final List<String> seen = new ArrayList<>();

    @Test
    void aTracerSeesPointsAndHooksOfTheScopesThatItObserves() {
        Teller point = openPoint().call();
        add(1, "p1");
        add(2, "p2");
        leases.traceBy(attributes -> attributes == TRACED ? new Recorder() : null);
        heard(point);
        try (CallScope other = leases.enter()) {
            heard(point);
        }
        assertThat(seen).isEmpty();
        try (CallScope traced = leases.enter(TRACED)) {
            assertThat(heard(point)).containsExactly("p1", "p2");
        }
        assertThat(seen)
                .containsExactly(
                        "point " + POINT,
                        "hook p1@1.0.0 p1.hook",
                        "end p1.hook null",
                        "hook p2@1.0.0 p2.hook",
                        "end p2.hook null",
                        "end " + POINT + " null");
    }

    @Test
    void aTracerSeesCompiledChainsAndOtherThreadsOfTheScope() throws Exception {
        Teller point = openPoint().call();
        add(1, "p1");
        for (int i = 0; i < 5_000; i++) {
            heard(point);
        }
        assertThat(engine.awaitCompiled(POINT, Duration.ofSeconds(20))).isTrue();
        leases.traceBy(attributes -> new Recorder());
        CallScope scope = leases.enter(TRACED);
        heard(point);
        scope.detach();
        runInThread(() -> {
                    scope.attach();
                    heard(point);
                    scope.close();
                })
                .get();
        assertThat(seen).filteredOn(each -> each.startsWith("hook")).hasSize(2);
    }

    @Test
    void aTracerSeesTheCallsThatHooksMake() {
        Teller point = openPoint().call();
        add(info(1, "p1"), heard -> {
            if (heard.isEmpty()) {
                heard.add("p1");
                point.tell(heard);
            }
        });
        leases.traceBy(attributes -> new Recorder());
        try (CallScope traced = leases.enter(TRACED)) {
            heard(point);
        }
        assertThat(seen)
                .containsExactly(
                        "point " + POINT,
                        "hook p1@1.0.0 p1.hook",
                        "point " + POINT,
                        "hook p1@1.0.0 p1.hook",
                        "end p1.hook null",
                        "end " + POINT + " null",
                        "end p1.hook null",
                        "end " + POINT + " null");
    }

    @Test
    void aTracerSeesFailures() {
        Teller point = openPoint().call();
        add(info(1, "p1"), heard -> {
            throw new IllegalStateException("bad");
        });
        leases.traceBy(attributes -> new Recorder());
        try (CallScope traced = leases.enter(TRACED)) {
            assertThatThrownBy(() -> heard(point)).hasMessageContaining("bad");
        }
        assertThat(seen).contains("end p1.hook java.lang.IllegalStateException: bad");
        assertThat(seen.get(seen.size() - 1)).startsWith("end " + POINT).contains("bad");
    }

    @Test
    void whatATracerThrowsHasNoEffectOnTheCall() {
        Teller point = openPoint().call();
        add(1, "p1");
        leases.traceBy(attributes -> {
            throw new IllegalStateException("tracer");
        });
        try (CallScope traced = leases.enter(TRACED)) {
            assertThat(heard(point)).containsExactly("p1");
        }
        leases.traceBy(attributes -> called -> {
            throw new NoClassDefFoundError("observer");
        });
        try (CallScope traced = leases.enter(TRACED)) {
            assertThat(heard(point)).containsExactly("p1");
        }
        leases.traceBy(attributes -> called -> new FailingPoint());
        try (CallScope traced = leases.enter(TRACED)) {
            assertThat(heard(point)).containsExactly("p1");
        }
    }

    @Test
    void nothingIsSeenOnceTheTracerIsGone() {
        Teller point = openPoint().call();
        add(1, "p1");
        leases.traceBy(attributes -> new Recorder());
        leases.traceBy(null);
        try (CallScope scope = leases.enter(TRACED)) {
            heard(point);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aCallThatIsNotObservedAllocatesNothingBesideATracer() {
        Teller point = openPoint().call();
        add(info(1, "p1"), heard -> {});
        leases.traceBy(attributes -> attributes == TRACED ? new Recorder() : null);
        List<String> none = List.of();
        for (int i = 0; i < 20_000; i++) {
            point.tell(none);
        }
        assertThat(engine.awaitCompiled(POINT, Duration.ofSeconds(20))).isTrue();
        engine.close(); // No call is timed any more, which would allocate.
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        try (CallScope scope = leases.enter()) {
            point.tell(none);
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 100_000; i++) {
                point.tell(none);
            }
            assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
        }
    }

    /** Fails whenever it is told something. */
    private static final class FailingPoint implements CallObserver.PointObserver {

        @Override
        public CallObserver.@Nullable Ending hookCalled(String plugin, String version, String hook) {
            throw new IllegalStateException("hook");
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            throw new IllegalStateException("end");
        }
    }

    /** Writes down what it is told. */
    private final class Recorder implements CallObserver {

        @Override
        public PointObserver pointCalled(String point) {
            seen.add("point " + point);
            return new PointObserver() {
                @Override
                public Ending hookCalled(String plugin, String version, String hook) {
                    seen.add("hook " + plugin + "@" + version + " " + hook);
                    return failure -> seen.add("end " + hook + " " + failure);
                }

                @Override
                public void ended(@Nullable Throwable failure) {
                    seen.add("end " + point + " " + failure);
                }
            };
        }
    }
}
