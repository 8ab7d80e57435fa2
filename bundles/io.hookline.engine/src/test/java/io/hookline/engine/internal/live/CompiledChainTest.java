package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.chain.HookRecord;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When chains are compiled, what contracts can be, and what remains of a chain that is no longer called. */
class CompiledChainTest extends LiveSetFixture {

    private static final Duration SOON = Duration.ofSeconds(20);

    // ---- when ------------------------------------------------------------------------------------------------------

    @Test
    void aChangeIsVisibleAtOnceAndCompiledOnceItIsCalledOften() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        add(1, "p1");
        assertThat(heard(point.call())).containsExactly("p1");
        assertThat(isCompiled()).isFalse();
        callUntilCompiled(point.call());
        assertThat(heard(point.call())).containsExactly("p1");
        add(2, "p2");
        assertThat(isCompiled()).isFalse();
        assertThat(heard(point.call())).containsExactly("p1", "p2");
        callUntilCompiled(point.call());
        assertThat(heard(point.call())).containsExactly("p1", "p2");
    }

    @Test
    void callsInsideAScopeLeadToCompilationToo() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        add(1, "p1");
        for (int i = 0; i < 1_000; i++) {
            try (var scope = leases.enter()) {
                heard(point.call());
            }
        }
        assertThat(engine.awaitCompiled(POINT, SOON)).isTrue();
    }

    @Test
    void onlySomeChangesOfABurstAreCompiled() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        for (int i = 0; i < 300; i++) {
            add(i, "p" + i % 5);
            for (int call = 0; call < 200; call++) {
                point.call().tell(new ArrayList<>());
            }
            live.remove(i);
        }
        add(1_000, "last");
        callUntilCompiled(point.call());
        assertThat(heard(point.call())).containsExactly("last");
        assertThat(engine.chainsCompiled()).isLessThan(100);
    }

    @Test
    void removingAStandbyKeepsTheCompiledChain() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        add(info(1, "p1"), heard -> heard.add("old"));
        add(HookInfos.version(info(2, "p1"), "2.0.0"), heard -> heard.add("new"));
        callUntilCompiled(point.call());
        live.remove(1);
        assertThat(isCompiled()).isTrue();
        assertThat(heard(point.call())).containsExactly("new");
    }

    @Test
    void anEngineThatDoesNotCompileKeepsTheLoop() {
        try (EngineAssembly loops = new EngineAssembly(settings().withCompiling(false))) {
            HookPoint<Teller> point = loops.live().open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
            loops.live().add(new FakeSource(info(1, "p1"), (Teller) heard -> heard.add("p1")));
            for (int i = 0; i < 1_000; i++) {
                heard(point.call());
            }
            assertThat(loops.awaitCompiled(POINT, Duration.ofMillis(50))).isFalse();
            assertThat(heard(point.call())).containsExactly("p1");
        }
    }

    // ---- contracts -------------------------------------------------------------------------------------------------

    /** A contract with all kinds of parameters and results. */
    public interface Shapes {

        @Compose(Composition.WATERFALL)
        long sum(long value, int a, byte b, short c, char d, boolean e, float f, double g, int[] h);

        @Compose(Composition.WATERFALL)
        double scale(double value);

        @Compose(Composition.WATERFALL)
        boolean and(boolean value);

        @Compose(Composition.WATERFALL)
        int[] grow(int[] value);

        @Compose(Composition.FIRST_RESULT)
        @Nullable
        Object nothing();
    }

    @Test
    void primitivesArraysAndManyParametersPassThrough() {
        Shapes shapes = point(
                Shapes.class,
                () -> new Shapes() {
                    @Override
                    public long sum(long value, int a, byte b, short c, char d, boolean e, float f, double g, int[] h) {
                        return value + a + b + c + d + (e ? 1 : 0) + (long) f + (long) g + h[0];
                    }

                    @Override
                    public double scale(double value) {
                        return value * 2;
                    }

                    @Override
                    public boolean and(boolean value) {
                        return !value;
                    }

                    @Override
                    public int[] grow(int[] value) {
                        int[] grown = java.util.Arrays.copyOf(value, value.length + 1);
                        grown[value.length] = value.length;
                        return grown;
                    }

                    @Override
                    public @Nullable Object nothing() {
                        return null;
                    }
                },
                called -> called.scale(1));
        long once = 1 + 2 + 3 + 'x' + 1 + 5 + 6 + 7;
        assertThat(shapes.sum(10, 1, (byte) 2, (short) 3, 'x', true, 5f, 6d, new int[] {7}))
                .isEqualTo(10 + 2 * once);
        assertThat(shapes.scale(1.5)).isEqualTo(6);
        assertThat(shapes.and(true)).isTrue();
        assertThat(shapes.grow(new int[0])).containsExactly(0, 1);
        assertThat(shapes.nothing()).isNull();
    }

    /** What a contract inherits, with a type parameter. */
    public interface Changing<T> {

        @Compose(Composition.WATERFALL)
        T change(T value);
    }

    /** Narrows what it inherits; the compiler adds a bridge. */
    public interface Upper extends Changing<String> {

        @Override
        @Compose(Composition.WATERFALL)
        String change(String value);
    }

    /** Only inherits. */
    public interface Plain extends Changing<String> {}

    @Test
    void genericContractsWorkWithBridgesAndWithout() {
        Upper upper = point(Upper.class, () -> value -> value + "!", called -> called.change("x"));
        assertThat(upper.change("x")).isEqualTo("x!!");
        Changing<String> raw = upper;
        assertThat(raw.change("x")).isEqualTo("x!!");
        live.remove(1);
        live.remove(2);
        try (EngineAssembly other = new EngineAssembly(settings())) {
            HookPoint<Plain> plain = other.live().open(PointSpec.of("plain", Plain.class), "host", closed -> {});
            HookInfo info = HookInfos.at(HookInfos.hook(1, "p1", 0), "plain", Plain.class);
            other.live().add(new FakeSource(info, (Plain) value -> value + "?"));
            assertThat(plain.call().change("x")).isEqualTo("x?");
        }
    }

    @Test
    void anInterfaceOfTheJdkCanBeAContract() {
        List<String> ran = new ArrayList<>();
        Runnable chain = point(Runnable.class, () -> () -> ran.add("ran"), Runnable::run);
        ran.clear();
        chain.run();
        assertThat(ran).hasSize(2);
        assertThat(chain.toString()).isEqualTo("HookPoint[" + POINT + "]");
        assertThat(chain).isNotEqualTo(new Object());
    }

    @Test
    void aPublicContractFromALoaderThatDoesNotSeeTheCoreIsCompiled() throws Exception {
        Class<?> contract = new ForeignLoader().loadClass(Foreign.class.getName());
        assertThat(contract).isNotSameAs(Foreign.class);
        foreign(contract, true);
    }

    @Test
    void aPackagePrivateContractFromSuchALoaderIsCalledThroughAProxy() throws Exception {
        Class<?> contract = new ForeignLoader().loadClass(ForeignHidden.class.getName());
        foreign(contract, false);
    }

    private <T> void foreign(Class<T> contract, boolean compiled) throws Exception {
        HookPoint<T> point = live.open(PointSpec.of(POINT, contract), "host", closed -> {});
        List<Object> heard = new ArrayList<>();
        Object hook = java.lang.reflect.Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    heard.add(arguments[0]);
                    return null;
                });
        live.add(new FakeSource(HookInfos.at(HookInfos.hook(1, "p1", 0), POINT, contract), hook));
        var method = contract.getMethod("hear", String.class);
        method.setAccessible(true);
        for (int i = 0; i < 1_000; i++) {
            method.invoke(point.call(), "x");
        }
        assertThat(heard).hasSize(1_000).containsOnly("x");
        assertThat(engine.awaitCompiled(POINT, compiled ? SOON : Duration.ofMillis(50)))
                .isEqualTo(compiled);
        method.invoke(point.call(), "y");
        assertThat(heard).hasSize(1_001).endsWith("y");
    }

    /** Seen by a foreign loader as its own. */
    public interface Foreign {
        void hear(String what);
    }

    interface ForeignHidden {
        void hear(String what);
    }

    /** Defines the foreign contracts itself, and does not see the core, like the loader of a bundle. */
    private static final class ForeignLoader extends ClassLoader {

        ForeignLoader() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith(CompiledChainTest.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            try (var in = CompiledChainTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    // ---- methods that a hook does not override ---------------------------------------------------------------

    /** Defaults that do nothing, and one that does. */
    public interface Optional {

        default void nothing(List<String> heard) {}

        default void something(List<String> heard) {
            heard.add("default");
        }

        @Compose(Composition.WATERFALL)
        default int same(int value) {
            return value;
        }

        @Compose(Composition.WATERFALL)
        default int next(int value) {
            return ++value;
        }
    }

    @Test
    void onlyDefaultMethodsThatDoNothingAreLeftOut() {
        Optional chain = point(Optional.class, () -> new Optional() {}, called -> called.something(new ArrayList<>()));
        List<HookRecord> records = records();
        long before = records.get(0).calls();
        List<String> heard = new ArrayList<>();
        chain.nothing(heard);
        assertThat(chain.same(5)).isEqualTo(5);
        assertThat(records.get(0).calls()).isEqualTo(before);
        chain.something(heard);
        assertThat(chain.next(5)).isEqualTo(7);
        assertThat(records.get(0).calls()).isEqualTo(before + 2);
        assertThat(heard).containsExactly("default", "default");
    }

    // ---- long chains -----------------------------------------------------------------------------------------

    @Test
    void chainsTooLongForTheJvmCompilerStayLoops() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        for (int i = 0; i < 101; i++) {
            add(i, "p" + i);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(heard(point.call())).hasSize(101);
        }
        assertThat(engine.awaitCompiled(POINT, Duration.ofMillis(50))).isFalse();
        live.remove(0);
        callUntilCompiled(point.call());
        assertThat(heard(point.call())).hasSize(100).startsWith("p1").endsWith("p100");
    }

    // ---- leases ----------------------------------------------------------------------------------------------

    @Test
    void aRemovalWaitsForACallOfACompiledChainOutsideAnyScope() throws Exception {
        removalWaitsForACall(point -> point.tell(new ArrayList<>()));
    }

    @Test
    void aRemovalWaitsForACallOfACompiledChainInsideAScope() throws Exception {
        removalWaitsForACall(point -> {
            try (var scope = leases.enter()) {
                point.tell(new ArrayList<>());
            }
        });
    }

    private void removalWaitsForACall(Consumer<Teller> call) throws Exception {
        AtomicBoolean hold = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        FakeSource source = add(info(1, "p1"), heard -> {
            if (hold.get()) {
                entered.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        callUntilCompiled(point.call());
        call.accept(point.call());
        hold.set(true);
        Thread caller = new Thread(() -> call.accept(point.call()));
        caller.start();
        entered.await();
        Thread remover = new Thread(() -> live.remove(1));
        remover.start();
        await().until(() -> Objects.requireNonNull(live.snapshot().chains().get(POINT))
                .hooks()
                .isEmpty());
        remover.join(100);
        assertThat(remover.isAlive()).isTrue();
        assertThat(source.givenBack).hasValue(0);
        gate.countDown();
        remover.join(20_000);
        caller.join(20_000);
        assertThat(source.givenBack).hasValue(1);
        assertThat(drains.metrics().timedOut()).isZero();
    }

    // ---- what is left ----------------------------------------------------------------------------------------

    @Test
    void nothingHoldsARemovedHookOrItsChainsClass() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        List<WeakReference<?>> gone = new ArrayList<>();
        addCallAndRemove(point, gone);
        await().atMost(SOON).untilAsserted(() -> {
            System.gc();
            assertThat(gone).allSatisfy(reference -> assertThat(reference.get()).isNull());
        });
    }

    private void addCallAndRemove(HookPoint<Teller> point, List<WeakReference<?>> gone) {
        CountDownLatch called = new CountDownLatch(1);
        Teller hook = new Teller() {
            @Override
            public void tell(List<String> heard) {
                called.countDown();
            }
        };
        add(info(1, "p1"), hook);
        callUntilCompiled(point.call());
        gone.add(new WeakReference<>(hook));
        gone.add(new WeakReference<>(
                Objects.requireNonNull(live.snapshot().chains().get(POINT))
                        .linked()
                        .body()
                        .getClass()));
        live.remove(1);
        assertThat(called.getCount()).isZero();
    }

    // ---- fixtures --------------------------------------------------------------------------------------------

    /** A point with two hooks, its chain compiled. */
    private <T> T point(Class<T> contract, Callable<T> hooks, Consumer<T> call) {
        HookPoint<T> point = live.open(PointSpec.of(POINT, contract), "host", closed -> {});
        try {
            for (int id = 1; id <= 2; id++) {
                live.add(new FakeSource(HookInfos.at(HookInfos.hook(id, "p" + id, 0), POINT, contract), hooks.call()));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 1_000; i++) {
            call.accept(point.call());
        }
        assertThat(engine.awaitCompiled(POINT, SOON)).isTrue();
        return point.call();
    }

    private void callUntilCompiled(Teller point) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
            for (int i = 0; i < 500; i++) {
                point.tell(new ArrayList<>());
            }
            return isCompiled();
        });
    }

    private boolean isCompiled() {
        return Objects.requireNonNull(live.snapshot().chains().get(POINT))
                .linked()
                .isCompiled();
    }

    private List<HookRecord> records() {
        return Objects.requireNonNull(live.snapshot().chains().get(POINT)).hooks().stream()
                .map(hook -> hook.record())
                .toList();
    }
}
