package io.hookline.gateway.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.TestTls;
import io.hookline.gateway.internal.config.GatewaySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the files of TLS, and when. */
final class ServerTlsTest {

    @TempDir
    Path folder = Path.of("unset");

    @Test
    @Timeout(60)
    void aProblemIsToldOnceAndItsCureToo() throws Exception {
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        TestTls.copy("one.pem", certificate);
        TestTls.copy("one.key", key);
        ServerTls tls = new ServerTls(new GatewaySettings.Tls(certificate, key, null, true), false);
        Object first = tls.context();
        assertThat(tls.look()).isNull();

        Files.delete(certificate);
        assertBad(tls, "does not exist");
        assertThat(new ProcessBuilder("mkfifo", certificate.toString()).start().waitFor())
                .isZero();
        assertBad(tls, "not a regular file");
        Files.delete(certificate);
        Files.writeString(certificate, "no certificate");
        assertBad(tls, "tlsCertificate: ");
        TestTls.copy("one.pem", certificate);
        assertGood(tls, "again those that are in use");
        assertThat(tls.context()).isSameAs(first);

        TestTls.copy("two.key", key);
        assertBad(tls, "does not belong");
        TestTls.copy("two.pem", certificate);
        assertGood(tls, "changed certificate");
        assertThat(tls.context()).isNotSameAs(first);
    }

    private static void assertBad(ServerTls tls, String text) {
        assertNews(tls, false, text);
    }

    private static void assertGood(ServerTls tls, String text) {
        assertNews(tls, true, text);
    }

    private static void assertNews(ServerTls tls, boolean good, String text) {
        ServerTls.News news = tls.look();
        assertThat(news).isNotNull();
        assertThat(news.good()).isEqualTo(good);
        assertThat(news.text()).contains(text);
        assertThat(tls.look()).as("told before").isNull();
    }
}
