package io.hookline.gateway.internal.strangle;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.config.StranglerSettings.Shadowing;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.strangle.Comparison.Kind;
import io.hookline.gateway.internal.strangle.Comparison.Result;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a difference of two responses, and that no value is shown. */
final class ComparisonTest {

    private static final int MOST = 2_000;

    private final Comparison comparison = new Comparison(new Shadowing(
            100,
            Set.of("GET"),
            1,
            1_000,
            MOST,
            List.of("Content-Type", "Cache-Control"),
            List.of("requestId", "/meta/*/at", "/list/1")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"a":1,"b":[1,2]}      | {"b": [1.0, 2e0], "a": 1}   |
                    {"requestId":"x"}      | {"requestId":7}              |
                    {"a":{"requestId":1}}  | {"a":{}}                     |
                    {"meta":{"x":{"at":1}}}| {"meta":{"x":{"at":2}}}      |
                    {"list":[1,2,3]}       | {"list":[1,9,3]}             |
                    {"list":[1,2,3]}       | {"list":[1,2,9]}             | body at /list/2: another number
                    {"a":"secret1"}        | {"a":"secret2"}              | body at /a: another string
                    {"a":"secret1"}        | {"a":7}                      | body at /a: string became number
                    {"a":1}                | {}                           | body at /a: missing
                    {}                     | {"a":{"b":1}}                | body at /a: new
                    {"a":[1,2]}            | {"a":[1]}                    | body at /a: 2 elements became 1
                    {"a":true}             | {"a":false}                  | body at /a: another boolean
                    {"a":12345678901234567890.1} | {"a":12345678901234567890.2} | body at /a: another number
                    {"a":null}             | {}                           | body at /a: missing
                    {"a":1}                | {"a":1                       | the new body is no JSON
                    {"a":1}                | {"a":1} 2                    | the new body is no JSON
                    [1e999999999]          | [1e999999998]                | body at /0: another number
                    """)
    void jsonIsComparedByWhatItSays(String before, String after, String difference) {
        Result result = comparison.of(json(before), json(after));
        assertThat(result.what()).isEqualTo(difference == null ? "" : difference);
        assertThat(result.kind()).isEqualTo(difference == null ? Kind.SAME : Kind.BODY);
    }

    @Test
    void statusAndChosenFieldsAreCompared() {
        assertThat(comparison.of(answer(200, "a"), answer(404, "a")))
                .isEqualTo(new Result(Kind.STATUS, "status 200 became 404"));
        Answer cached = answer(200, "a", "Cache-Control", "secret");
        assertThat(comparison.of(answer(200, "a"), cached))
                .isEqualTo(new Result(Kind.HEADER, "header field Cache-Control"));
        assertThat(comparison
                        .of(answer(200, "a"), answer(200, "a", "Date", "now"))
                        .kind())
                .isEqualTo(Kind.SAME);
    }

    @Test
    void otherBodiesAreComparedByteByByte() {
        assertThat(comparison.of(answer(200, "same a"), answer(200, "same bc")).what())
                .isEqualTo("the bodies differ from byte 5 on (6 and 7 bytes)");
    }

    @Test
    void compressedBodiesAreComparedByTheirContent() throws IOException {
        Answer packed = packed("{\"a\":[1, 2]}".getBytes(StandardCharsets.UTF_8));
        assertThat(comparison.of(json("{\"a\":[1,2]}"), packed)).isEqualTo(Result.SAME);
        assertThat(comparison.of(packed, packed(new byte[MOST + 1])).kind())
                .as("a bomb is not unpacked")
                .isEqualTo(Kind.UNCOMPARED);
        assertThat(comparison
                        .of(
                                json("{}"),
                                answer(200, "x", "Content-Type", "application/json", "Content-Encoding", "gzip"))
                        .kind())
                .isEqualTo(Kind.BODY);
        assertThat(comparison
                        .of(json("{}"), answer(200, "x", "Content-Type", "application/json", "Content-Encoding", "br"))
                        .kind())
                .isEqualTo(Kind.UNCOMPARED);
    }

    @Test
    void longBodiesAreNotCompared() {
        assertThat(comparison.of(answer(200, "x".repeat(MOST + 1)), answer(200, "y")))
                .isEqualTo(Result.UNCOMPARED);
        assertThat(comparison
                        .of(answer(200, "x".repeat(MOST)), answer(200, "y"))
                        .kind())
                .isEqualTo(Kind.BODY);
    }

    @Test
    void deepJsonAndLongNamesAreBounded() {
        String deep = "[".repeat(900) + "1" + "]".repeat(900);
        assertThat(comparison.of(json(deep), json(deep.replace('1', '2'))).what())
                .hasSizeLessThan(310);
        assertThat(comparison
                        .of(json("[".repeat(1_500)), json("[".repeat(1_400)))
                        .kind())
                .isEqualTo(Kind.SAME);
    }

    private static Answer json(String text) {
        return answer(200, text, "Content-Type", "application/json");
    }

    private static Answer packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        BodyCopy body = new BodyCopy(MOST);
        body.add(Unpooled.wrappedBuffer(bytes.toByteArray()));
        return new Answer(200, fields("Content-Type", "application/json", "Content-Encoding", "gzip"), body);
    }

    private static Answer answer(int status, String text, String... namesAndValues) {
        BodyCopy body = new BodyCopy(MOST);
        body.add(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        return new Answer(status, fields(namesAndValues), body);
    }

    private static Fields fields(String... namesAndValues) {
        Fields fields = new Fields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
