package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.GatewaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that cannot work are recognised before they are applied. */
final class GatewayCheckTest {

    @TempDir
    Path folder = Path.of("unset");

    private final GatewayCheck check = new GatewayCheck();
    private final Map<String, Object> options = new HashMap<>(Map.of("port", 0));

    @BeforeEach
    void files() throws IOException {
        TestTls.copy("one.pem", folder.resolve("cert.pem"));
        TestTls.copy("one.key", folder.resolve("key.pem"));
        TestTls.copy("ca.pem", folder.resolve("ca.pem"));
        options.put("tlsCertificate", folder.resolve("cert.pem").toString());
        options.put("tlsKey", folder.resolve("key.pem").toString());
        options.put("tlsClientCa", folder.resolve("ca.pem").toString());
    }

    @Test
    void whatCanWorkHasNoProblem() {
        assertThat(check.problems(options)).isEmpty();
        assertThat(check.problems(Map.of("port", 0))).isEmpty();
    }

    @Test
    void anAddressHasToBeFreeUnlessTheGatewayItselfHasIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            options.put("port", taken.getLocalPort());
            assertThat(check.problems(options))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + taken.getLocalPort(), "Stop the process that uses the port");
            check.own().set((InetSocketAddress) taken.getLocalSocketAddress());
            assertThat(check.problems(options)).isEmpty();
            options.put("host", "127.0.0.2");
            assertThat(check.problems(options))
                    .as("its own port on another host")
                    .isEmpty();
            options.put("host", "192.0.2.1");
            assertThat(check.problems(options)).singleElement().asString().contains("192.0.2.1");
            check.own().set(null);
        }
        options.put("host", "no such host");
        assertThat(check.problems(options)).singleElement().asString().contains("the host 'no such host' is not known");
    }

    @Test
    @Timeout(60)
    void filesHaveToBeThereAndToBelongTogether() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        TestTls.copy("two.key", folder.resolve("two.key"));
        assertProblem("tlsCertificate", missing, "tlsCertificate: " + missing + " does not exist");
        assertProblem("tlsKey", pipe, "tlsKey: " + pipe + " cannot be read (pipe is not a regular file");
        assertProblem("tlsKey", folder, "not a regular file but a folder");
        assertProblem("tlsCertificate", text, "tlsCertificate: ");
        assertProblem("tlsKey", text, "tlsKey: there is no 'BEGIN PRIVATE KEY'");
        assertProblem("tlsClientCa", text, "tlsClientCa: ");
        assertProblem("tlsKey", folder.resolve("two.key"), "tlsKey: the key does not belong to the certificate");
        options.put("upstream", "https://localhost:1");
        assertProblem("upstreamCa", missing, "upstreamCa: " + missing);
        assertProblem("upstreamCa", pipe, "upstreamCa: " + pipe);
    }

    @Test
    void optionsThatDependOnEachOtherHaveToAgree() {
        assertThat(check.problems(Map.of("idleTimeoutMillis", 5L, "requestTimeoutMillis", 5L)))
                .singleElement()
                .asString()
                .contains("idleTimeoutMillis", "requestTimeoutMillis");
        assertThat(check.problems(Map.of("tlsKey", "key.pem")))
                .singleElement()
                .asString()
                .contains("tlsCertificate and tlsKey belong together");
    }

    @Test
    void settingsThatFailedAfterAllAreRefusedOnce() {
        List<List<String>> heard = new java.util.ArrayList<>();
        check.reportBy(() -> heard.add(check.problems(options)));
        check.failed(
                GatewaySettings.of(GivenOptions.as(GatewayConfig.class, options)), "the port was taken a moment ago");
        assertThat(heard).containsExactly(List.of("the port was taken a moment ago"));
        assertThat(check.problems(options)).isEmpty();
    }

    private void assertProblem(String option, Path value, String problem) {
        Object before = options.put(option, value.toString());
        assertThat(check.problems(options)).singleElement().asString().contains(problem, "PEM");
        if (before == null) {
            options.remove(option);
        } else {
            options.put(option, before);
        }
    }
}
