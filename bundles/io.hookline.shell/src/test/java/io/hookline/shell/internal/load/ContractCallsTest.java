package io.hookline.shell.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.OpenPoints;
import io.hookline.load.LoadOutcome;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call of a contract is made of, by the arguments that the one who is called sees. */
final class ContractCallsTest {

    private final List<@Nullable Object> seen = new ArrayList<>();
    private @Nullable Object answer;

    /** A contract with a method of each kind. */
    public interface Everything {

        void texts(String text, int number, boolean yes, TimeUnit unit, char letter);

        void nothing(List<String> list, Map<String, String> map, Optional<String> maybe, @Nullable StringBuilder any);

        @Nullable
        Object around(HookContext context, Next<HookContext, @Nullable Object> next) throws Exception;

        CompletionStage<@Nullable String> later(HookContext context);

        @Nullable
        String same(String one);

        @Nullable
        String same(String one, long two);

        void order(StringBuilder hostsOwn);
    }

    /** A contract with one method. */
    public interface Single {
        void only(HookContext context);
    }

    /** A contract that no other class sees. */
    @SuppressWarnings("UnusedMethod")
    private interface Hidden {
        void only();
    }

    @Test
    void textsNumbersAndConstantsAreReadInOrder() throws Exception {
        assertThat(call("texts", "a b", "7", "true", "seconds", "x")).isEqualTo("done");
        assertThat(seen).containsExactly("a b", 7, true, TimeUnit.SECONDS, 'x');
    }

    @Test
    void whatCanBeEmptyIs() throws Exception {
        call("nothing");
        assertThat(seen).containsExactly(List.of(), Map.of(), Optional.empty(), null);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aContextIsFreshInEachCallAndTheActionDoesNothing() throws Exception {
        call("around");
        call("around");
        assertThat(seen.get(0)).isInstanceOf(HookContext.class).isNotSameAs(seen.get(2));
        assertThat(((Next<@Nullable Object, @Nullable Object>) seen.get(1)).proceed(null))
                .isNull();
    }

    @Test
    void aTimeoutIsTheContextsDeadline() throws Exception {
        ContractCalls.of(point(Single.class), "", List.of(), Optional.of(Duration.ofHours(1)))
                .caller(0)
                .call();
        assertThat(((HookContext) seen.get(0)).remaining()).isPresent();
    }

    @Test
    void aStageIsWaitedForAndItsFailureIsTheCalls() throws Exception {
        answer = CompletableFuture.completedFuture("x");
        assertThat(call("later")).isEqualTo("a result");
        answer = CompletableFuture.completedFuture(null);
        assertThat(call("later")).isEqualTo("no result");
        answer = CompletableFuture.failedFuture(new IllegalStateException("later"));
        assertThatThrownBy(() -> call("later"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("later");
    }

    @Test
    void methodsOfOneNameAreToldApartByTheirParameters() throws Exception {
        answer = "x";
        assertThat(call("same(String, long)", "a", "5")).isEqualTo("a result");
        assertThat(seen).containsExactly("a", 5L);
        assertThatThrownBy(() -> call("same", "a")).hasMessageContaining("same(String), same(String,long)");
        assertThatThrownBy(() -> call("nowhere")).hasMessageContaining("has no method nowhere. There is: around(");
        assertThatThrownBy(() -> call("")).hasMessageContaining("--method");
    }

    @Test
    void whatOnlyTheHostCanMakeIsRefusedWithTheCure() {
        assertThatThrownBy(() -> call("order"))
                .hasMessageContaining("it takes a java.lang.StringBuilder, which only its host can make")
                .hasMessageContaining("io.hookline.api.CallSample");
    }

    @Test
    void argumentsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> call("same(String)"))
                .hasMessageContaining("takes one --arg, a String, and 0 were given");
        assertThatThrownBy(() -> call("order", "a")).hasMessageContaining("takes no --arg, and 1 was given");
        assertThatThrownBy(() -> call("texts", "a", "b", "true", "seconds", "x"))
                .hasMessage("--arg is a int, not \"b\"");
        assertThatThrownBy(() -> call("texts", "a", "1", "true", "weeks", "x")).hasMessageContaining("SECONDS");
        assertThatThrownBy(() -> call("texts", "a", "1", "yes", "seconds", "x")).hasMessageContaining("true or false");
        assertThatThrownBy(() -> ContractCalls.of(
                        point(Everything.class), "order", List.of(), Optional.of(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aContractThatIsNotPublicIsRefused() {
        assertThatThrownBy(() -> ContractCalls.of(point(Hidden.class), "", List.of(), Optional.empty()))
                .hasMessageContaining("not public");
    }

    private String call(String method, String... arguments) throws Exception {
        LoadOutcome outcome = ContractCalls.of(
                        point(Everything.class), method, Arrays.asList(arguments), Optional.empty())
                .caller(0)
                .call();
        return outcome.kind();
    }

    private OpenPoints.OpenPoint point(Class<?> contract) {
        Object chain = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    seen.addAll(arguments == null ? List.of() : Arrays.asList(arguments));
                    return answer;
                });
        return new Point("a.point", contract, chain);
    }

    private record Point(String name, Class<?> contract, Object call) implements OpenPoints.OpenPoint {}
}
