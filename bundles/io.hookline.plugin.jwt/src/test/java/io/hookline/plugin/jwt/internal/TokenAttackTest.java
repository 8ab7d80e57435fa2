package io.hookline.plugin.jwt.internal;

import static io.hookline.plugin.jwt.internal.TestProvider.EC;
import static io.hookline.plugin.jwt.internal.TestProvider.RSA;
import static io.hookline.plugin.jwt.internal.TestProvider.STRANGE_RSA;
import static io.hookline.plugin.jwt.internal.TestProvider.base64;
import static io.hookline.plugin.jwt.internal.TestProvider.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row is a valid token but for one thing. All get the same answer, which says nothing about the reason. */
class TokenAttackTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}";

    private static final TestProvider PROVIDER = new TestProvider();

    private static final List<Arguments> ROWS = new ArrayList<>();

    static {
        try {
            algorithms();
            keys();
            signatures();
            claims();
            json();
            forms();
            fields();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> attacks() {
        return ROWS.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void attackGets401WithoutTheReason(String name, List<String> fields) {
        FakeExchange request = new FakeExchange("GET", "/records");
        fields.forEach(field -> request.requestHeaders().add("Authorization", field));
        Response refusal = PROVIDER.hook.onRequest(request);
        assertThat(refusal).as("an answer instead of the upstream's").isNotNull();
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.headers())
                .containsExactlyInAnyOrder(
                        Map.entry("Content-Type", "text/plain; charset=utf-8"),
                        Map.entry("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        assertThat(refusal.body()).asString(StandardCharsets.UTF_8).isEqualTo("A valid bearer token is required.\n");
        assertThat(request.principal()).isNull();
        assertThat((Object) request.context().get(JwtHook.CLAIMS)).isNull();
    }

    @Test
    void theTokensThatTheRowsAreMadeOfPass() {
        for (String token : List.of(
                PROVIDER.goodToken(),
                rsaSigned(PROVIDER.validClaims() + "}"),
                sign(EC, "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", PROVIDER.validClaims() + "}"))) {
            assertThat(PROVIDER.hook.onRequest(TestProvider.bearer(token))).isNull();
        }
    }

    private static void algorithms() throws GeneralSecurityException, JOSEException {
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            String unsigned = base64("{\"alg\":\"" + none + "\"}") + "." + base64(PROVIDER.validClaims() + "}") + ".";
            token(none + " without a signature", unsigned);
            token(none + " with a signature", unsigned + "AAAA");
        }
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(RSA.toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        token("HS256 with the public key as PEM", hmac(pem));
        token("HS256 with the public key's bytes", hmac(RSA.toRSAPublicKey().getEncoded()));
        token("HS256 with the modulus", hmac(RSA.getModulus().decode()));
        token("PS256, which is not allowed", sign(RSA, "{\"alg\":\"PS256\",\"kid\":\"rsa-1\"}", valid()));
        token("ES256 with the id of an RSA key", sign(EC, "{\"alg\":\"ES256\",\"kid\":\"rsa-1\"}", valid()));
        token("no algorithm", sign(RSA, "{\"kid\":\"rsa-1\"}", valid()));
        token("an algorithm that is no text", sign(RSA, "{\"alg\":[\"RS256\"],\"kid\":\"rsa-1\"}", valid()));
    }

    private static void keys() {
        for (String id : List.of(
                "../../../../../../dev/null",
                "/proc/self/environ",
                "file:///etc/hostname",
                "https://evil.example.org/keys",
                "x' UNION SELECT 'key",
                "|/usr/bin/id",
                "rsa-1\\u0000",
                "RSA-1",
                "")) {
            token("kid " + id, sign(STRANGE_RSA, "{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}", valid()));
            token(
                    "kid " + id + " and a good signature",
                    sign(RSA, "{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}", valid()));
        }
        token("another key of the same id", sign(STRANGE_RSA, HEADER, valid()));
        header("jku", "\"https://evil.example.org/keys\"");
        header("x5u", "\"https://evil.example.org/chain.pem\"");
        header("jwk", STRANGE_RSA.toPublicJWK().toJSONString());
        header("x5c", "[\"MIIB\"]");
        header("crit", "[\"exp\"]");
        header("crit", "[]");
        header("b64", "false");
        header("zip", "\"DEF\"");
        header("enc", "\"A128GCM\"");
        for (String type : List.of("logout+jwt", "dpop+jwt", "secevent+jwt", "JOSE", "id_token", "")) {
            header("typ", "\"" + type + "\"");
        }
        header("typ", "5");
    }

    private static void signatures() {
        String good = PROVIDER.goodToken();
        String input = good.substring(0, good.lastIndexOf('.') + 1);
        token("empty signature", input);
        token("no signature", input.substring(0, input.length() - 1));
        token("signature of one byte", input + "AA");
        token("truncated signature", good.substring(0, good.length() - 4));
        token("signature of another token", input + last(rsaSigned(PROVIDER.claims("bob") + "}")));
        token("zeros as RSA signature", input + base64(new byte[256]));
        String ecInput = base64("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}") + "." + base64(valid()) + ".";
        token("psychic signature: r and s are zero", ecInput + base64(new byte[64]));
        byte[] order = new byte[64];
        byte[] n = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16).toByteArray();
        System.arraycopy(n, 1, order, 0, 32);
        System.arraycopy(n, 1, order, 32, 32);
        token("psychic signature: r and s are the order", ecInput + base64(order));
        token("psychic signature in DER", ecInput + base64(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}));
        token(
                "other claims under a good signature",
                base64(HEADER) + "." + base64(PROVIDER.claims("root") + "}") + "." + last(good));
    }

    private static void claims() {
        long now = PROVIDER.in(0);
        claim("expired", replaced("exp", Long.toString(now - 31)));
        claim("expired in 1969", replaced("exp", "-1"));
        claim("expires never", valid().replaceAll(",\"exp\":\\d+", ""));
        claim("expiry null", replaced("exp", "null"));
        claim("expiry as text", replaced("exp", "\"" + (now + 60) + "\""));
        claim("expiry too large for a date", replaced("exp", "9223372036854775807"));
        claim("not yet valid", PROVIDER.validClaims() + ",\"nbf\":" + (now + 31) + "}");
        claim("validity as text", PROVIDER.validClaims() + ",\"nbf\":\"" + now + "\"}");
        for (String audience : List.of(
                "\"payments\"",
                "\"ord\"",
                "\"orders2\"",
                "\"Orders\"",
                "[]",
                "[\"payments\"]",
                "\"\"",
                "null",
                "5",
                "{\"orders\":1}",
                "[[\"orders\"]]")) {
            claim("audience " + audience, valid().replace("\"orders\"", audience));
        }
        claim("no audience", valid().replace("\"aud\":\"orders\",", ""));
        for (String issuer : List.of(
                "\"https://idp.example.org/\"",
                "\"https://evil.example.org\"",
                "\"https://idp.example.org.evil.example.org\"",
                "\"HTTPS://idp.example.org\"",
                "[\"https://idp.example.org\"]",
                "null",
                "\"https://idp.example.org\\u0000\"")) {
            claim("issuer " + issuer, valid().replace("\"" + SetIssuer.ISSUER + "\"", issuer));
        }
        claim("no issuer", valid().replace("\"iss\":\"" + SetIssuer.ISSUER + "\",", ""));
        for (String subject : List.of(
                "\"\"",
                "\" \"",
                "5",
                "null",
                "[\"alice\"]",
                "\"alice\\u0000\"",
                "\"alice\\r\\nX: y\"",
                "\"" + "a".repeat(257) + "\"")) {
            claim("subject " + subject, valid().replace("\"alice\"", subject));
        }
        claim("no subject", valid().replace("\"sub\":\"alice\",", ""));
    }

    private static void json() {
        claim("a claim twice", PROVIDER.validClaims() + ",\"sub\":\"root\"}");
        claim("a claim twice, once escaped", PROVIDER.validClaims() + ",\"s\\u0075b\":\"root\"}");
        claim("a nested claim twice", PROVIDER.validClaims() + ",\"a\":{\"b\":1,\"b\":2}}");
        token("a header parameter twice", sign(RSA, "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", valid()));
        claim("17 levels", PROVIDER.validClaims() + ",\"a\":" + "[".repeat(16) + "]".repeat(16) + "}");
        claim("2000 levels", PROVIDER.validClaims() + ",\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
        claim(
                "2000 levels of objects",
                PROVIDER.validClaims() + ",\"a\":" + "{\"a\":".repeat(700) + "1" + "}".repeat(700) + "}");
        claim("NUL in a claim", PROVIDER.validClaims() + ",\"role\":\"user\\u0000\"}");
        claim("NUL in a claim's name", PROVIDER.validClaims() + ",\"role\\u0000\":\"user\"}");
        claim("a number that is infinite", PROVIDER.validClaims() + ",\"a\":1e999}");
        claim("a number of 100 digits", PROVIDER.validClaims() + ",\"a\":" + "9".repeat(100) + "}");
        claim("something behind the claims", valid() + "{}");
        claim("a list as payload", "[" + valid() + "]");
        claim("a text as payload", "\"" + SetIssuer.ISSUER + "\"");
        claim("no payload", "");
        claim("a comment", PROVIDER.validClaims() + "/**/}");
        claim("no end", PROVIDER.validClaims());
        claim("a token as payload", PROVIDER.goodToken());
        token("no JSON as header", sign(RSA, "RS256", valid()));
        byte[] latin = (PROVIDER.validClaims() + ",\"name\":\"\u00e4\"}").getBytes(StandardCharsets.ISO_8859_1);
        token("claims that are not UTF-8", resigned(base64(HEADER) + "." + base64(latin)));
        byte[] utf16 = valid().getBytes(StandardCharsets.UTF_16);
        token("claims in UTF-16", resigned(base64(HEADER) + "." + base64(utf16)));
    }

    private static void forms() {
        String good = PROVIDER.goodToken();
        String[] parts = good.split("\\.", 3);
        token("padding", resigned(parts[0] + "=." + parts[1]));
        String odd = PROVIDER.validClaims() + ",\"x\":1";
        String padded = odd + " ".repeat((5 - (odd.length() + 1) % 3) % 3) + "}";
        assertThat(padded.length() % 3).isNotZero();
        String payload = base64(padded);
        char stray = (char) (payload.charAt(payload.length() - 1) + 1);
        token(
                "stray bits in the payload",
                resigned(parts[0] + "." + payload.substring(0, payload.length() - 1) + stray));
        token(
                "stray bits in the signature",
                good.substring(0, good.length() - 1) + (char) (good.charAt(good.length() - 1) + 1));
        token("padding of the signature", good + "==");
        String slashes = base64(PROVIDER.validClaims() + ",\"x\":\"???>>>???>>>???>>>\"}");
        assertThat(slashes).matches(".*[-_].*");
        token(
                "base64 that is not for URLs",
                resigned(parts[0] + "." + slashes.replace('-', '+').replace('_', '/')));
        token("a blank inside", resigned(parts[0] + "." + parts[1].substring(0, 8) + " " + parts[1].substring(8)));
        token(
                "a line break inside",
                resigned(parts[0] + "." + parts[1].substring(0, 8) + "\n" + parts[1].substring(8)));
        token("NUL at the end", good + "\0");
        token("NUL inside", parts[0] + "\0." + parts[1] + "." + parts[2]);
        token("two parts", parts[0] + "." + parts[1]);
        token("four parts", good + ".AAAA");
        token("five parts, as of an encrypted token", parts[0] + ".AAAA." + parts[1] + ".AAAA." + parts[2]);
        token("one part", "alice");
        token("dots", "..");
        token("a dot in front", "." + good);
        token(
                "JSON",
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}");
        String filler = PROVIDER.validClaims() + ",\"x\":\"";
        claim("larger than 8192 bytes", filler + "x".repeat(8192) + "\"}");
        claim("a million bytes", filler + "x".repeat(1_000_000) + "\"}");
    }

    private static void fields() {
        String good = PROVIDER.goodToken();
        row("two fields with the same token", "Bearer " + good, "Bearer " + good);
        row("two fields, the first one is good", "Bearer " + good, "Bearer x");
        row("two fields, the last one is good", "Basic YTpi", "Bearer " + good);
        row("two tokens in a field", "Bearer " + good + ", Bearer " + good);
        row("two tokens with a comma", "Bearer " + good + "," + good);
        row("two blanks", "Bearer  " + good);
        row("a tab", "Bearer\t" + good);
        row("a blank at the end", "Bearer " + good + " ");
        row("no token", "Bearer ");
        row("nothing at all", "Bearer");
        row("no blank", "Bearer" + good);
        row("a parameter", "Bearer token=\"" + good + "\"");
        row("quotes", "Bearer \"" + good + "\"");
    }

    private static String valid() {
        return PROVIDER.validClaims() + "}";
    }

    private static String replaced(String claim, String value) {
        return valid().replaceAll("\"" + claim + "\":\\d+", "\"" + claim + "\":" + value);
    }

    private static void header(String parameter, String value) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"" + parameter + "\":" + value + "}";
        token(parameter + " " + value, sign(RSA, header, valid()));
        token(parameter + " " + value + " and another key", sign(STRANGE_RSA, header, valid()));
    }

    private static void claim(String name, String payload) {
        token(name, rsaSigned(payload));
    }

    private static void token(String name, String token) {
        row(name, "Bearer " + token);
    }

    private static void row(String name, String... fields) {
        ROWS.add(Arguments.of(name, List.of(fields)));
    }

    private static String rsaSigned(String payload) {
        return sign(RSA, HEADER, payload);
    }

    /** Signs the two parts as they are, so that their form is all that is wrong. */
    private static String resigned(String input) {
        try {
            return input + "."
                    + new RSASSASigner(RSA)
                            .sign(new JWSHeader(JWSAlgorithm.RS256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String last(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String hmac(byte[] key) throws GeneralSecurityException {
        String input = base64("{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}") + "." + base64(valid());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }
}
