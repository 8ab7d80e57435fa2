package io.hookline.gateway.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, above all in chunks. Line breaks are written as {@code |}. */
final class BodyDecoderTest {

    @Test
    void readsChunksThatArriveByteByByte() throws Exception {
        BodyDecoder decoder = new BodyDecoder(Framing.CHUNKED);
        ByteBuf in = Unpooled.buffer();
        StringBuilder data = new StringBuilder();
        for (byte b : bytes("5;a=b;c=\"d\\\"e\"|hello|1|!|0|X-Sum: 1||next")) {
            in.writeByte(b);
            append(decoder, in, data);
        }
        assertThat(data).hasToString("hello!");
        assertThat(decoder.isComplete()).isTrue();
        assertThat(decoder.trailers().first("x-sum")).isEqualTo("1");
        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "g|",
                "-1|",
                "+1|a|",
                "0x1|a|",
                " 1|a|",
                "1 |a|",
                "1a b|",
                "5|hello!|",
                "1;|a|",
                "1;=a|",
                "1;a=|",
                "1;a=\"|",
                "1;a b|",
                "fffffffffffffffff|",
                "0|No Colon||",
                "0| folded: 1||",
                "0|a: b\u0000||"
            })
    void refusesWhatIsMalformed(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOfSatisfying(BadMessage.class, e -> assertThat(e.status())
                .isEqualTo(400));
    }

    @Test
    void limitsTrailersAndExtensions() {
        assertThatThrownBy(() -> decode("0|" + "a: b|".repeat(40) + "|")).isInstanceOf(BadMessage.class);
        assertThatThrownBy(() -> decode("0|a: " + "b".repeat(9_000))).isInstanceOf(BadMessage.class);
        assertThatThrownBy(() -> decode("1;" + "a".repeat(2_000))).isInstanceOf(BadMessage.class);
        assertThatThrownBy(() -> decode(("1;" + "a".repeat(900) + "|x|").repeat(80)))
                .isInstanceOf(BadMessage.class);
    }

    @Test
    void readsKnownLengthsAndLeavesTheRest() throws Exception {
        ByteBuf in = Unpooled.wrappedBuffer(bytes("hello, next"));
        BodyDecoder decoder = new BodyDecoder(Framing.ofLength(5));
        StringBuilder data = new StringBuilder();
        append(decoder, in, data);
        assertThat(data).hasToString("hello");
        assertThat(decoder.isComplete()).isTrue();
        assertThat(new BodyDecoder(Framing.ofLength(0)).isComplete()).isTrue();
        assertThat(new BodyDecoder(Framing.NONE).isComplete()).isTrue();
    }

    private static void decode(String text) throws BadMessage {
        append(new BodyDecoder(Framing.CHUNKED), Unpooled.wrappedBuffer(bytes(text)), new StringBuilder());
    }

    private static void append(BodyDecoder decoder, ByteBuf in, StringBuilder data) throws BadMessage {
        ByteBuf piece = decoder.next(in);
        while (piece != null) {
            data.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
            piece = decoder.next(in);
        }
    }

    private static byte[] bytes(String text) {
        return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
