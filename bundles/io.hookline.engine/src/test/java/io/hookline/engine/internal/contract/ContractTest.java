package io.hookline.engine.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.ContractException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ContractTest {

    interface InUse {
        @Compose(Composition.NOTIFY)
        void on(String event);
    }

    @Test
    void aContractInUseIsReadOnce() {
        Contract<InUse> contract = Contract.of(InUse.class);
        assertThat(Contract.of(InUse.class)).isSameAs(contract);
        assertThat(contract.type()).isEqualTo(InUse.class);
    }

    @Test
    void voidMethodsAreComposedByNotifyByDefault() throws Exception {
        Contract<PackagePrivate> contract = Contract.of(PackagePrivate.class);
        ContractMethod method = contract.method(PackagePrivate.class.getDeclaredMethod("tell", String.class));
        assertThat(method).isNotNull();
        assertThat(method.composition()).isEqualTo(Composition.NOTIFY);
    }

    @Test
    void callsHooksOfPackagePrivateContracts() throws Throwable {
        StringBuilder heard = new StringBuilder();
        PackagePrivate hook = heard::append;
        ContractMethod method =
                Contract.of(PackagePrivate.class).method(PackagePrivate.class.getDeclaredMethod("tell", String.class));
        assertThat(method).isNotNull();
        method.invoke(hook, new Object[] {"hello"});
        assertThat(heard).hasToString("hello");
    }

    @Test
    void theBuiltInContractHasItsStatedCompositions() throws Exception {
        Contract<Hook> contract = Contract.of(Hook.class);
        ContractMethod around =
                contract.method(Hook.class.getMethod("around", io.hookline.api.hook.HookContext.class, Next.class));
        ContractMethod after =
                contract.method(Hook.class.getMethod("after", io.hookline.api.hook.HookContext.class, Object.class));
        assertThat(around).isNotNull();
        assertThat(around.composition()).isEqualTo(Composition.AROUND);
        assertThat(after).isNotNull();
        assertThat(after.isReverse()).isTrue();
    }

    @Test
    void declaredExceptionsReachTheCallerAsTheyAre() throws Exception {
        ContractMethod method = Contract.of(Declaring.class).method(Declaring.class.getDeclaredMethod("read"));
        assertThat(method).isNotNull();
        assertThat(method.mayThrow(new java.io.FileNotFoundException())).isTrue();
        assertThat(method.mayThrow(new IllegalStateException())).isTrue();
        assertThat(method.mayThrow(new InterruptedException())).isFalse();
    }

    @Test
    void refusesAnInvalidContractAndNamesTheMethod() {
        refused(String.class, "is not an interface");
        refused(NothingToCall.class, "no method");
        refused(Unstated.class, "Unstated.ask returns String", "@Compose");
        refused(NotifyWithResult.class, "has to return void");
        refused(PrimitiveFirst.class, "FIRST_RESULT", "return an object");
        refused(CrookedWaterfall.class, "WATERFALL", "first parameter");
        refused(ConcatOfSet.class, "CONCAT", "List or Collection");
        refused(AroundWithoutNext.class, "AROUND", "Next last");
        refused(AroundWithoutThrows.class, "throws Exception");
        refused(OtherStage.class, "CompletionStage or CompletableFuture");
        refused(StageWithoutComposition.class, "returns CompletionStage", "@Compose");
        refused(ParallelWaterfall.class, "WATERFALL", "each hook waits");
        refused(ParallelWithoutStage.class, "parallel", "stage");
    }

    private static void refused(Class<?> type, String... words) {
        assertThatThrownBy(() -> Contract.of(type))
                .isInstanceOf(ContractException.class)
                .hasMessageContainingAll(words);
    }

    interface PackagePrivate {
        void tell(String what);
    }

    interface Declaring {
        void read() throws IOException;
    }

    interface NothingToCall {}

    interface Unstated {
        String ask();
    }

    interface NotifyWithResult {
        @Compose(Composition.NOTIFY)
        String ask();
    }

    interface PrimitiveFirst {
        @Compose(Composition.FIRST_RESULT)
        int ask();
    }

    interface CrookedWaterfall {
        @Compose(Composition.WATERFALL)
        String change(Object value);
    }

    interface ConcatOfSet {
        @Compose(Composition.CONCAT)
        Set<String> all();
    }

    interface AroundWithoutNext {
        @Compose(Composition.AROUND)
        String wrap(String value, List<String> next);
    }

    interface AroundWithoutThrows {
        @Compose(Composition.AROUND)
        String wrap(String value, Next<String, String> next);
    }

    interface OtherStage {
        abstract class Stage implements CompletionStage<String> {}

        @Compose(Composition.FIRST_RESULT)
        Stage ask();
    }

    interface StageWithoutComposition {
        CompletionStage<String> ask();
    }

    interface ParallelWaterfall {
        @Compose(value = Composition.WATERFALL, parallel = true)
        CompletionStage<String> change(String value);
    }

    interface ParallelWithoutStage {
        @Compose(value = Composition.NOTIFY, parallel = true)
        void tell();
    }
}
