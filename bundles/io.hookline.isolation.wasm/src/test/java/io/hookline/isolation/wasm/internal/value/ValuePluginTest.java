package io.hookline.isolation.wasm.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.CodecException;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.ModuleBuilder;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.plugin.ModuleFailedException;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValuePluginTest {

    private final CallWatch watch = new CallWatch();

    /** Kinds of goods. */
    public enum Kind {
        BOOK,
        SHOE
    }

    /** A line of an order. */
    public record Line(String name, int count, Kind kind) {}

    /** An order. */
    public record Order(long id, double price, Optional<String> note, List<Line> lines, Map<String, Boolean> flags) {}

    /** A contract of plain types. */
    public interface OrderHook {

        /** Looks at an order. */
        @Compose(Composition.WATERFALL)
        Order onOrder(Order order);
    }

    /** A contract that no module can fill. */
    public interface ThreadHook {

        /** Takes an object of no plain type. */
        void onThread(Thread thread);
    }

    /** A contract that wraps. */
    public interface WrappingHook {

        /** Wraps the rest of the chain. */
        @Compose(Composition.AROUND)
        String around(String text, Next<String, String> next) throws Exception;
    }

    @AfterEach
    void close() {
        watch.close();
    }

    /** A module that always returns the same text. */
    private ValuePlugin returning(String json) throws Exception {
        byte[] module = new ModuleBuilder()
                .memory(1, 4)
                .data(4096, json)
                .export("hookline_alloc", "(i32)->i32", 0, new Code().i32(8192))
                .export("hookline_call", "(i32,i32)->i64", 0, new Code().i64(4096L << 32 | json.length()))
                .manifest("name = v", "version = 1", "points = orders", "contract = any.Contract", "time = 10000")
                .build();
        return plugin(module);
    }

    private ValuePlugin plugin(byte[] module) throws Exception {
        EndiveEngine engine = new EndiveEngine(null);
        return new ValuePlugin(
                new ModuleCheck(engine, Running.SETTINGS).check(module),
                engine.compile(module),
                Running.SETTINGS,
                watch);
    }

    private static OrderHook hook(ValuePlugin plugin) throws Exception {
        return (OrderHook)
                plugin.attach(new Running().request(OrderHook.class, "orders")).target();
    }

    private static Order order() {
        return new Order(7, 1.5, Optional.of("fast"), List.of(new Line("a", 2, Kind.BOOK)), Map.of("gift", true));
    }

    @Test
    void aResultBecomesAnObjectOfTheContract() throws Exception {
        OrderHook hook = hook(returning("{\"result\":{\"id\":8,\"price\":2,\"note\":null,"
                + "\"lines\":[{\"name\":\"b\",\"count\":3,\"kind\":\"SHOE\"}],\"flags\":{\"x\":false}}}"));
        assertThat(hook.onOrder(order()))
                .isEqualTo(
                        new Order(8, 2.0, Optional.empty(), List.of(new Line("b", 3, Kind.SHOE)), Map.of("x", false)));
    }

    @Test
    void aResultThatDoesNotFitFailsTheCallAndSaysWhere() throws Exception {
        assertThatThrownBy(() -> hook(returning("{\"result\":{\"id\":\"8\"}}")).onOrder(order()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("\"8\" for long");
        assertThatThrownBy(() -> hook(returning("{\"result\":")).onOrder(order()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> hook(returning("[]")).onOrder(order()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> hook(returning("{\"failure\":\"sold out\"}")).onOrder(order()))
                .isInstanceOf(ModuleFailedException.class)
                .hasMessageContaining("sold out");
    }

    @Test
    void argumentsArePlainValues() {
        assertThat(new String(JsonValues.write(PlainTypes.toPlain(order())), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":7,\"price\":1.5,\"note\":\"fast\",\"lines\":[{\"name\":\"a\",\"count\":2,"
                        + "\"kind\":\"BOOK\"}],\"flags\":{\"gift\":true}}");
        Object read = JsonValues.read(JsonValues.write(PlainTypes.toPlain(order())));
        assertThat(PlainTypes.toJava(read, Order.class)).isEqualTo(order());
    }

    @Test
    void aContractThatIsNotPlainIsRefusedWithTheTypesName() throws Exception {
        ValuePlugin plugin = returning("{}");
        assertThatThrownBy(() -> plugin.attach(new Running().request(ThreadHook.class, "orders")))
                .isInstanceOf(AttachException.class)
                .hasMessageContaining("onThread uses java.lang.Thread");
        assertThatThrownBy(() -> plugin.attach(new Running().request(WrappingHook.class, "orders")))
                .isInstanceOf(AttachException.class)
                .hasMessageContaining("wraps the rest of the chain");
    }
}
