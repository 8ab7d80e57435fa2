package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.httpcorpus.H2Spec;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs h2spec, the conformance test of HTTP/2, against the gateway. */
@Tag("native")
final class GatewayH2SpecTest extends GatewayFixture {

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void cleartext() throws Exception {
        draft.more.put("http2Cleartext", true);
        check(false);
    }

    @Test
    void tls() throws Exception {
        TestTls.copy("one.pem", folder.resolve("cert.pem"));
        TestTls.copy("one.key", folder.resolve("key.pem"));
        draft.more.put("tlsCertificate", folder.resolve("cert.pem").toString());
        draft.more.put("tlsKey", folder.resolve("key.pem").toString());
        check(true);
    }

    private void check(boolean tls) throws Exception {
        GatewayServer gateway = startBefore(http -> {
            http.getRequestBody().readAllBytes();
            respond(http, 200, "A body of some bytes, because h2spec wants to see frames of data.");
        });
        H2Spec.Report report = H2Spec.unpack(folder).run(gateway.uri().getPort(), tls, 2);
        System.err.println(String.join("\n", report.failed()));
        assertThat(report.failed()).isEmpty();
    }
}
