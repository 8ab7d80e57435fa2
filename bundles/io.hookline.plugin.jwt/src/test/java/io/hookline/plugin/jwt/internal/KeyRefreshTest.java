package io.hookline.plugin.jwt.internal;

import static io.hookline.plugin.jwt.internal.TestProvider.EC;
import static io.hookline.plugin.jwt.internal.TestProvider.RSA;
import static io.hookline.plugin.jwt.internal.TestProvider.bearer;
import static io.hookline.plugin.jwt.internal.TestProvider.set;
import static io.hookline.plugin.jwt.internal.TestProvider.sign;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refreshed every 300 s, refetched after 10 s, valid for an hour. Time passes only when the test says so. */
class KeyRefreshTest {

    private final TestProvider provider = new TestProvider();

    @Test
    void keysAreFetchedAheadAndNeverByACall() {
        assertThat(provider.keys.fetches()).isEqualTo(1);
        assertThat(status("rsa-1")).isZero();
        provider.pass(299);
        assertThat(provider.keys.fetches()).isEqualTo(1);
        provider.pass(1);
        assertThat(provider.keys.fetches()).isEqualTo(2);
        provider.pass(3000);
        assertThat(provider.keys.fetches()).isEqualTo(12);
    }

    @Test
    void anUnknownKeyIsFetchedSoonAndNotByTheCall() {
        provider.pass(10);
        provider.keys.answer(set(TestProvider.STRANGE_RSA.toPublicJWK(), TestProvider.EC));
        String token =
                sign(TestProvider.STRANGE_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-2\"}", provider.validClaims() + "}");
        assertThat(status(token, provider)).isEqualTo(401);
        assertThat(provider.keys.fetches())
                .as("the call itself fetches nothing")
                .isEqualTo(1);
        provider.timer.runDue();
        assertThat(provider.keys.fetches()).isEqualTo(2);
    }

    @Test
    void unknownKeysCauseFewFetches() {
        String madeUp = sign(RSA, "{\"alg\":\"RS256\",\"kid\":\"made-up\"}", provider.claims("alice") + "}");
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                assertThat(status(madeUp, provider)).isEqualTo(401);
            }
            if (second == 0) {
                provider.timer.runDue();
                assertThat(provider.keys.fetches())
                        .as("the first fetch was just now")
                        .isEqualTo(1);
            }
            provider.pass(1);
        }
        assertThat(provider.keys.fetches()).as("one in ten seconds").isBetween(6, 7);
    }

    @Test
    void duringAnOutageTheKeysStayValidForAnHour() {
        provider.pass(299);
        provider.keys.answer(null);
        provider.pass(3300);
        assertThat(status("rsa-1")).isZero();
        assertThat(provider.hook.problem()).isNull();
        provider.pass(3);
        assertThat(status("rsa-1")).isEqualTo(503);
        assertThat(provider.hook.problem()).contains("cannot be reached");
    }

    @Test
    void afterAnOutageItRecoversByItself() {
        provider.keys.answer(null);
        provider.pass(4000);
        assertThat(status("rsa-1")).isEqualTo(503);
        int tries = provider.keys.fetches();
        provider.pass(300);
        assertThat(provider.keys.fetches() - tries).as("one try in 30 s").isEqualTo(10);
        provider.keys.answer(set(RSA, EC));
        provider.pass(30);
        assertThat(status("rsa-1")).isZero();
        assertThat(provider.hook.problem()).isNull();
    }

    @Test
    void anAnswerThatIsNoUsableSetKeepsTheKeys() {
        for (String bad :
                new String[] {"", "<html>", "[]", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"
                }) {
            provider.keys.answer(bad);
            provider.pass(331);
            assertThat(status("rsa-1")).as(bad).isZero();
        }
    }

    @Test
    void aShorterPaceHoldsAtOnce() {
        provider.issuer.change(IssuerSettings.of(SetIssuer.STANDARD.with("refreshSeconds", "5")));
        provider.pass(20);
        assertThat(provider.keys.fetches()).isEqualTo(6);
    }

    @Test
    void nothingIsFetchedAfterTheEnd() {
        provider.issuer.close();
        provider.pass(10_000);
        assertThat(provider.keys.fetches()).isEqualTo(1);
        assertThat(provider.keys.isClosed()).isTrue();
    }

    @Test
    void aFileIsWatchedAndABadOneKeepsTheKeys(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, set(RSA));
        String iss = "https://file.example.org";
        provider.add(SetIssuer.STANDARD.with("issuer", iss).with("jwksFile", file.toString()), new FileKeySource(file));
        assertThat(fileStatus(iss)).isZero();
        Files.writeString(file, "{");
        provider.pass(3);
        assertThat(fileStatus(iss)).isZero();
        Files.write(file, new byte[KeySource.MOST_BYTES + 1]);
        provider.pass(3);
        assertThat(fileStatus(iss)).isZero();
        Files.delete(file);
        provider.pass(100_000);
        assertThat(fileStatus(iss)).as("keys of a file do not expire").isZero();
        Files.createDirectory(file);
        provider.pass(3);
        assertThat(fileStatus(iss)).isZero();
        Files.delete(file);
        Files.writeString(file, set(EC));
        provider.pass(3);
        assertThat(fileStatus(iss)).as("the key is gone").isEqualTo(401);
    }

    private int fileStatus(String iss) {
        return status(
                sign(
                        RSA,
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
                        provider.validClaims().replace(SetIssuer.ISSUER, iss) + "}"),
                provider);
    }

    /** The status of the answer to a token with this key id, or 0 if the request passes. */
    private int status(String kid) {
        return status(sign(RSA, "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", provider.validClaims() + "}"), provider);
    }

    private static int status(String token, TestProvider provider) {
        Response refusal = provider.hook.onRequest(bearer(token));
        return refusal == null ? 0 : refusal.status();
    }
}
