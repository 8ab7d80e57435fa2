package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.CallSample;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.runtime.OpenPoints;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadCommandTest {

    private static final String[] SHORT = {"--for", "50ms", "--warm-up", "0"};

    private final CommandSession session = FakeSession.wide(160);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger befores = new AtomicInteger();
    private @Nullable PrintStream before;

    @BeforeEach
    void listen() {
        before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave() {
        System.setOut(before);
    }

    @Test
    void withoutTheCoreItSaysSo() {
        LoadCommand command = new LoadCommand(Optional.empty(), Optional.empty(), List.of());
        assertThatThrownBy(() -> command.load(session, "a")).hasMessageStartingWith("The core is not running");
    }

    @Test
    void aPointThatIsNotOpenIsAnsweredWithThoseThatAre() {
        assertThatThrownBy(() -> command(List.of()).load(session, "http.pre-reqest"))
                .hasMessageContaining("Did you mean http.pre-request?");
    }

    @Test
    void aPointOfTheBuiltInContractIsCalledWithAFreshContext() {
        command(List.of()).load(session, words("--rate", "1000", "pre-request"));
        assertThat(befores.get()).isPositive();
        assertThat(printed())
                .contains("http.pre-request: 1,000 calls a second over 2 threads for 50 ms")
                .containsPattern("  done +[0-9]+\n")
                .containsPattern("errors +0 +0.00 %")
                .contains("from when due")
                .contains("The hooks meanwhile")
                .contains("acme.key");
    }

    @Test
    void whereTheHostPublishesASampleThatIsCalled() {
        command(List.of(sample("http.other", "other"), sample("http.pre-request", "passed")))
                .load(session, words("--arg", "a=1", "--arg", "b=2=3", "http.pre-request"));
        assertThat(printed()).containsPattern("  passed \\{a=1, b=2=3} +[0-9,]+\n");
        assertThat(befores.get()).isZero();
    }

    @Test
    void whatASampleRefusesIsToldAndNothingIsCalled() {
        CallSample refusing = given -> {
            throw new IllegalArgumentException("there is no " + given.keySet());
        };
        LoadCommand command = command(List.of(Map.entry(Map.of(CallSample.POINT, "http.pre-request"), refusing)));
        assertThatThrownBy(() -> command.load(session, words("--arg", "x=1", "http.pre-request")))
                .hasToString("there is no [x]");
        assertThatThrownBy(() -> command.load(session, words("--arg", "x", "http.pre-request")))
                .hasMessageContaining("--arg is NAME=VALUE");
        assertThatThrownBy(() -> command.load(session, words("--method", "x", "http.pre-request")))
                .hasMessageContaining("publishes a sample");
    }

    @Test
    void moreErrorsThanAcceptedFailTheCommandAfterItsReport() {
        CallSample half = given -> () -> {
            if (befores.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("every second");
            }
            return "passed";
        };
        LoadCommand command = command(List.of(Map.entry(Map.of(CallSample.POINT, "http.pre-request"), half)));
        assertThatThrownBy(() -> command.load(session, words("http.pre-request")))
                .hasMessageContaining("--max-errors");
        assertThat(printed()).containsPattern("  IllegalStateException +[0-9,]+ +every second");
        command.load(session, words("--max-errors", "60", "http.pre-request"));
    }

    @Test
    void jsonIsAllThatIsPrinted() throws Exception {
        command(List.of()).load(session, words("--json", "http.pre-request"));
        assertThat(printed()).startsWith("{").endsWith("}\n").contains("\"threads\" : 2");
    }

    @Test
    void wrongNumbersAreRefused() {
        LoadCommand command = command(List.of());
        assertThatThrownBy(() -> command.load(session, "--threads", "0", "pre-request"))
                .hasMessage("--threads must be a number from 1 to 1000, not \"0\"");
        assertThatThrownBy(() -> command.load(session, "--for", "0s", "pre-request"))
                .hasMessageContaining("give a time");
        assertThatThrownBy(() -> command.load(session, "--max-errors", "x", "pre-request"))
                .hasMessageContaining("percentage");
    }

    private LoadCommand command(List<Map.Entry<Map<String, Object>, CallSample>> samples) {
        Hook chain = new Hook() {
            @Override
            public void before(HookContext context) {
                befores.incrementAndGet();
            }
        };
        OpenPoints points = name -> Optional.of(new Point(name, Hook.class, chain));
        return new LoadCommand(Optional.of(FakeRuntime.busy()), Optional.of(points), samples);
    }

    private static Map.Entry<Map<String, Object>, CallSample> sample(String point, String words) {
        CallSample sample = given -> {
            Callable<String> call = () -> given.isEmpty() ? words : words + " " + new java.util.TreeMap<>(given);
            return call;
        };
        return Map.entry(Map.of(CallSample.POINT, point), sample);
    }

    private static String[] words(String... more) {
        String[] words = java.util.Arrays.copyOf(SHORT, SHORT.length + more.length);
        System.arraycopy(more, 0, words, SHORT.length, more.length);
        return words;
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private record Point(String name, Class<?> contract, Object call) implements OpenPoints.OpenPoint {}
}
