package io.hookline.core.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.ForeignLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.VersionRange;

class TargetClassTest {

    @Test
    void methodsAreFoundByNameAndSignature() throws Exception {
        Shop shop = bind(Plain.class);
        assertThat(shop.price("tea", 4)).isEqualTo("tea for 4");
        List<Object> told = new ArrayList<>();
        shop.told(told);
        assertThat(told).containsExactly("told");
        assertThat(shop.discount(7L, 0.5)).as("the contract's default").isEqualTo(7L);
    }

    @Test
    void parametersMayBeWiderAndResultsNarrower() throws Exception {
        assertThat(bind(Wide.class).price("tea", 4)).isEqualTo("tea at 4");
    }

    @Test
    void theBestOfSeveralMethodsIsTaken() throws Exception {
        assertThat(bind(Overloaded.class).price("tea", 4)).isEqualTo("exactly");
    }

    @Test
    void aMethodThatTheClassInheritsIsFound() throws Exception {
        assertThat(bind(Heir.class).price("tea", 4)).isEqualTo("inherited");
    }

    @Test
    void exceptionsPassUnwrapped() throws Exception {
        Shop shop = bind(Throwing.class);
        assertThatThrownBy(() -> shop.price("tea", 4))
                .isInstanceOf(IOException.class)
                .hasMessage("sold out");
    }

    @Test
    void argumentsGoToTheConstructor() throws Exception {
        Object hook = TargetClass.of(row(Configured.class, Map.of("price", "9")), Configured.class)
                .bind(Contract.of(Shop.class))
                .hook();
        assertThat(((Shop) hook).price("tea", 4)).isEqualTo("9");
        refused(Plain.class, Map.of("price", "9"))
                .hasMessageContaining("takes no arguments")
                .hasMessageContaining("arg.price");
    }

    @Test
    void aMissingMethodIsNamed() {
        refused(Missing.class)
                .hasMessageContaining("expected public java.lang.CharSequence price(java.lang.String, int)")
                .hasMessageContaining("found no method of that name");
    }

    @Test
    void aWrongSignatureIsNamedWithWhatWasFound() {
        refused(Wrong.class)
                .hasMessageContaining("expected public java.lang.CharSequence price(java.lang.String, int)")
                .hasMessageContaining("found public java.lang.String price(java.lang.String)")
                .hasMessageContaining("expected public long discount(long, double)")
                .hasMessageContaining("found public long discount(long, float)");
    }

    @Test
    void methodsThatCannotBeCalledAreNamed() {
        refused(Hidden.class)
                .hasMessageContaining("found package-private java.lang.String price(java.lang.String, int)");
        refused(Static.class).hasMessageContaining("found public static java.lang.String price(java.lang.String, int)");
    }

    @Test
    void ambiguousMethodsAreRefused() {
        refused(Ambiguous.class).hasMessageContaining("several methods fit").hasMessageContaining("none best");
    }

    @Test
    void aClassWithNoneOfTheMethodsIsRefused() {
        assertThatThrownBy(() -> TargetClass.of(row(Missing.class, Map.of()), Missing.class)
                        .bind(Contract.of(OnlyDefaults.class)))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("has no method of the contract")
                .hasMessageContaining("void before(java.lang.String)");
    }

    @Test
    void classesThatCannotBeInstantiatedAreNamed() {
        refused(NotPublic.class).hasMessageContaining("is not public");
        refused(Abstract.class).hasMessageContaining("is abstract");
        refused(NoConstructor.class).hasMessageContaining("needs a public constructor");
        refused(FailingConstructor.class).hasMessageContaining("constructor").hasMessageContaining("not today");
    }

    @Test
    void aParameterTypeFromAnotherLoaderIsReported() throws Exception {
        Class<?> foreign = ForeignLoader.again(Ticket.class, TicketTaker.class);
        assertThatThrownBy(() -> TargetClass.of(row(foreign, Map.of()), foreign).bind(Contract.of(TicketPoint.class)))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining(Ticket.class.getName() + " of class loader")
                .hasMessageContaining("another class than")
                .hasMessageContaining("has to import the package from there");
    }

    @Test
    void anObjectThatCannotBecomeAHookIsClosed() throws Exception {
        Class<?> secluded = secluded(Secluded.class);
        Closeable.CLOSED.set(0);
        assertThatThrownBy(() -> TargetClass.of(row(Closeable.class, Map.of()), Closeable.class)
                        .bind(Contract.of(secluded)))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("have to be public types");
        assertThat(Closeable.CLOSED).hasValue(1);
    }

    /** A contract from whose loader the core is not visible. */
    private static Class<?> secluded(Class<?> contract) throws IOException {
        try (InputStream code =
                contract.getResourceAsStream("TargetClassTest$" + contract.getSimpleName() + ".class")) {
            byte[] bytes = Objects.requireNonNull(code).readAllBytes();
            return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
                Class<?> define() {
                    return defineClass(contract.getName(), bytes, 0, bytes.length);
                }
            }.define();
        }
    }

    private static Shop bind(Class<?> type) throws BindingException {
        return (Shop) TargetClass.of(row(type, Map.of()), type)
                .bind(Contract.of(Shop.class))
                .hook();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Class<?> type) {
        return refused(type, Map.of());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            Class<?> type, Map<String, String> arguments) {
        Callable<Object> binding =
                () -> TargetClass.of(row(type, arguments), type).bind(Contract.of(Shop.class));
        return assertThatThrownBy(binding::call).isInstanceOf(BindingException.class);
    }

    private static BindingRow row(Class<?> type, Map<String, String> arguments) {
        return new BindingRow(
                "row", "row", "plugin", VersionRange.valueOf("0"), type.getName(), "shop", 0, true, null, arguments);
    }

    /** The contract. */
    public interface Shop {

        @Compose(Composition.FIRST_RESULT)
        @Nullable
        CharSequence price(String item, int count) throws Exception;

        @Compose(Composition.WATERFALL)
        default long discount(long price, double factor) {
            return price;
        }

        default void told(List<Object> listeners) {}
    }

    /** A contract that asks for nothing. */
    public interface OnlyDefaults {

        default void before(String call) {}
    }

    /** A type of the contract's own. */
    public static final class Ticket {}

    /** A contract with it. */
    public interface TicketPoint {

        void take(Ticket ticket);
    }

    /** Fits it. */
    public static final class TicketTaker {

        public void take(Ticket ticket) {}
    }

    /** A contract that is not public. */
    interface Secluded {

        void before(String call);
    }

    /** Fits it, and counts how often it is closed. */
    public static final class Closeable implements AutoCloseable {

        static final AtomicInteger CLOSED = new AtomicInteger();

        public void before(String call) {}

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    /** Fits. */
    public static class Plain {

        public CharSequence price(String item, int count) {
            return item + " for " + count;
        }

        public void told(List<Object> listeners) {
            listeners.add("told");
        }
    }

    /** Fits as well. */
    public static final class Wide {

        public String price(Object item, int count) {
            return item + " at " + count;
        }
    }

    /** Has a best one. */
    public static final class Overloaded {

        public String price(Object item, int count) {
            return "widely";
        }

        public String price(String item, int count) {
            return "exactly";
        }
    }

    static class Parent {

        public String price(String item, int count) {
            return "inherited";
        }
    }

    /** Has its method from a class that is not public. */
    public static final class Heir extends Parent {}

    /** Throws. */
    public static final class Throwing {

        public String price(String item, int count) throws IOException {
            if (count > 0) {
                throw new IOException("sold out");
            }
            return item;
        }
    }

    /** Takes arguments. */
    public static final class Configured {

        private final String price;

        public Configured(Map<String, String> arguments) {
            price = arguments.getOrDefault("price", "none");
        }

        public String price(String item, int count) {
            return price;
        }
    }

    /** Lacks a method. */
    public static final class Missing {}

    /** Has them with other parameters. */
    public static final class Wrong {

        public String price(String item) {
            return item;
        }

        public long discount(long price, float factor) {
            return price;
        }
    }

    /** Hides it. */
    public static final class Hidden {

        String price(String item, int count) {
            return item;
        }
    }

    /** Has it without an object. */
    public static final class Static {

        public static String price(String item, int count) {
            return item;
        }
    }

    /** Has two that are equally good. */
    public static final class Ambiguous {

        public String price(CharSequence item, int count) {
            return "sequence";
        }

        public String price(Comparable<?> item, int count) {
            return "comparable";
        }
    }

    static class NotPublic extends Plain {}

    /** No object can be made of it. */
    public abstract static class Abstract extends Plain {}

    /** Keeps its constructor to itself. */
    public static final class NoConstructor extends Plain {

        NoConstructor() {}
    }

    /** Throws when it is made. */
    public static final class FailingConstructor extends Plain {

        public FailingConstructor() {
            throw new IllegalStateException("not today");
        }
    }
}
