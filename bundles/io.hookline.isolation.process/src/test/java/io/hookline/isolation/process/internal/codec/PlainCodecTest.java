package io.hookline.isolation.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Hook;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.RemoteHookException;
import io.hookline.isolation.process.internal.wire.PlainCbor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class PlainCodecTest {

    /** A level. */
    public enum Level {
        LOW,
        HIGH
    }

    /** A line of an order. */
    public record Line(String article, long cents, List<Integer> sizes) {}

    /** An order. */
    public record Order(Level level, Map<String, Line> lines, double weight) {}

    /** A contract of plain types. */
    public interface Orders {

        @Compose(Composition.WATERFALL)
        Order check(Order order, short times, float factor) throws IOException, Refusal;

        @Compose(Composition.FIRST_RESULT)
        CompletionStage<Line> find(String article);
    }

    /** An exception with reasons. */
    public static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        /** With the reasons. */
        public Refusal(List<String> reasons) {
            super(String.join(";", reasons));
        }
    }

    /** A contract whose values are no plain ones. */
    public interface Streams {

        void read(InputStream stream);
    }

    @Test
    @SuppressWarnings("unchecked")
    void recordsListsAndMapsComeBackAsTheyWere() throws Exception {
        Contract<Orders> contract = Contract.of(Orders.class);
        PlainCodec codec = new PlainCodec(contract);
        ContractMethod check = contract.method(Orders.class.getMethod("check", Order.class, short.class, float.class));
        Order order = new Order(Level.HIGH, Map.of("a", new Line("x", 5, List.of(1, 2))), 0.25);
        PlainCbor cbor = new PlainCbor(10_000);
        List<Object> sent = (List<Object>)
                cbor.decode(cbor.encode(codec.encodeArguments(check, new Object[] {order, (short) 3, 0.5f})));
        Object[] back = codec.decodeArguments(check, sent);
        assertThat(back[0]).isEqualTo(order);
        assertThat(back[1]).isEqualTo((short) 3);
        assertThat(back[2]).isEqualTo(0.5f);
        ContractMethod find = contract.method(Orders.class.getMethod("find", String.class));
        Line line = new Line("y", 7, List.of());
        assertThat(codec.decodeResult(find, codec.encodeResult(find, line), new Object[0]))
                .isEqualTo(line);
    }

    @Test
    void exceptionsThatAreDeclaredArriveAsThemselves() {
        Contract<Orders> contract = Contract.of(Orders.class);
        PlainCodec codec = new PlainCodec(contract);
        ContractMethod check = contract.methods().get(0);
        for (Exception thrown : List.of(new IOException("no disk"), new Refusal(List.of("too long")))) {
            assertThat(codec.decodeFailure(check, codec.encodeFailure(check, thrown)))
                    .hasSameClassAs(thrown)
                    .hasMessage(thrown.getMessage());
        }
        assertThat(codec.decodeFailure(check, codec.encodeFailure(check, new IllegalStateException("other"))))
                .isInstanceOf(RemoteHookException.class)
                .hasMessage("java.lang.IllegalStateException: other");
    }

    @Test
    void theBuiltInContractPassesAndOthersAreRefusedByName() {
        assertThat(new PlainCodec(Contract.of(Hook.class))).isNotNull();
        assertThatThrownBy(() -> new PlainCodec(Contract.of(Streams.class)))
                .hasMessageContaining("Streams.read: java.io.InputStream is no string");
    }
}
