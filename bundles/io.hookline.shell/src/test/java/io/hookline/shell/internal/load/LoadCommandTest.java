package io.hookline.shell.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.CallSample;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.runtime.OpenPoints;
import io.hookline.shell.internal.core.FakeCore;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LoadCommandTest {

    private static final String[] SHORT = {"--for", "500ms", "--warm-up", "0"};

    private CommandShell shell = new CommandShell();
    private final AtomicInteger befores = new AtomicInteger();

    @Test
    void withoutTheCoreItSaysSo() {
        CommandShell command = new CommandShell(new LoadCommand(FakeCore.missing()));
        assertThatThrownBy(() -> command.run("load", "a")).hasMessageStartingWith("The core is not running");
    }

    @Test
    void aPointThatIsNotOpenIsAnsweredWithThoseThatAre() {
        assertThatThrownBy(() -> command(List.of()).run("load", "http.pre-reqest"))
                .hasMessageContaining("Did you mean http.pre-request?");
    }

    @Test
    void aPointOfTheBuiltInContractIsCalledWithAFreshContext() {
        command(List.of()).run("load", words("--rate", "1000", "pre-request"));
        assertThat(befores.get()).isPositive();
        assertThat(shell.printed())
                .contains("http.pre-request: 1,000 calls a second over 2 threads for 500 ms")
                .containsPattern("  done +[0-9]+\n")
                .containsPattern("errors +0 +0.00 %")
                .contains("from when due")
                .contains("The hooks during the run")
                .contains("acme.key");
    }

    @Test
    void whereTheHostPublishesASampleThatIsCalled() {
        command(List.of(sample("http.other", "other"), sample("http.pre-request", "passed")))
                .run("load", words("--arg", "a=1", "--arg", "b=2=3", "http.pre-request"));
        assertThat(shell.printed()).containsPattern("  passed \\{a=1, b=2=3} +[0-9,]+\n");
        assertThat(befores.get()).isZero();
    }

    @Test
    void whatASampleRefusesIsToldAndNothingIsCalled() {
        CallSample refusing = given -> {
            throw new IllegalArgumentException("there is no " + given.keySet());
        };
        CommandShell command = command(List.of(Map.entry(Map.of(CallSample.POINT, "http.pre-request"), refusing)));
        assertThatThrownBy(() -> command.run("load", words("--arg", "x=1", "http.pre-request")))
                .hasToString("there is no [x]");
        assertThatThrownBy(() -> command.run("load", words("--arg", "x", "http.pre-request")))
                .hasMessageContaining("--arg is NAME=VALUE");
        assertThatThrownBy(() -> command.run("load", words("--method", "x", "http.pre-request")))
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
        CommandShell command = command(List.of(Map.entry(Map.of(CallSample.POINT, "http.pre-request"), half)));
        assertThatThrownBy(() -> command.run("load", words("http.pre-request"))).hasMessageContaining("--max-errors");
        assertThat(shell.printed()).containsPattern("  IllegalStateException +[0-9,]+ +every second");
        command.run("load", words("--max-errors", "60", "http.pre-request"));
    }

    @Test
    void jsonIsAllThatIsPrinted() throws Exception {
        command(List.of()).run("load", words("--json", "http.pre-request"));
        assertThat(shell.printed()).startsWith("{").endsWith("}\n").contains("\"threads\" : 2");
    }

    @Test
    void wrongNumbersAreRefused() {
        CommandShell command = command(List.of());
        assertThatThrownBy(() -> command.run("load", "--threads", "0", "pre-request"))
                .hasMessage("--threads must be a number from 1 to 1000, not \"0\"");
        assertThatThrownBy(() -> command.run("load", "--for", "0s", "pre-request"))
                .hasMessageContaining("give a time");
        assertThatThrownBy(() -> command.run("load", "--max-errors", "x", "pre-request"))
                .hasMessageContaining("percentage");
    }

    private CommandShell command(List<Map.Entry<Map<String, Object>, CallSample>> samples) {
        Hook chain = new Hook() {
            @Override
            public void before(HookContext context) {
                befores.incrementAndGet();
            }
        };
        OpenPoints points = name -> Optional.of(new Point(name, Hook.class, chain));
        LoadCommand command = new LoadCommand(FakeCore.busy(points));
        samples.forEach(sample -> command.addSample(sample.getValue(), sample.getKey()));
        shell = new CommandShell(command).wide(160);
        return shell;
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

    private record Point(String name, Class<?> contract, Object call) implements OpenPoints.OpenPoint {}
}
