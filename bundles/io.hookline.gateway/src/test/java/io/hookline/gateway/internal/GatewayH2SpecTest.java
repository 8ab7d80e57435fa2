package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.httpcorpus.H2Spec;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs h2spec, the conformance test of HTTP/2, against the gateway. No test of it is expected to fail. */
@Tag("native")
final class GatewayH2SpecTest extends GatewayFixture {

    /** For each test that waits for something; a slow machine needs more than h2spec's two. */
    private static final int TIMEOUT_SECONDS = 20;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void withoutTls() throws Exception {
        draft.more.put("http2Cleartext", true);
        check(false);
    }

    @Test
    void withTls() throws Exception {
        TestTls.copy("one.pem", folder.resolve("cert.pem"));
        TestTls.copy("one.key", folder.resolve("key.pem"));
        draft.more.put("tlsCertificate", folder.resolve("cert.pem").toString());
        draft.more.put("tlsKey", folder.resolve("key.pem").toString());
        check(true);
    }

    private void check(boolean tls) throws Exception {
        GatewayServer gateway = startBefore(http -> {
            http.getRequestBody().readAllBytes();
            respond(http, 200, "Many tests of h2spec want to see a frame of data.");
        });
        H2Spec.Report report = H2Spec.unpack(folder).run(gateway.uri().getPort(), tls, TIMEOUT_SECONDS);
        assertThat(report.tests()).isGreaterThan(140);
        assertThat(report.failed()).isEmpty();
    }
}
