package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files of the gateway's demo: configurations, the policy, and the certificate with its key. */
final class GatewayDemoFiles {

    static final String POLICY = "io.hookline.plugin.policy";

    private static final String ALLOWED_REPORTS =
            ", {\"name\": \"reports\", \"effect\": \"allow\", \"methods\": [\"GET\"], \"paths\": [\"/reports/**\"]}";

    private final DataFolder data;

    GatewayDemoFiles(DataFolder data) {
        this.data = data;
    }

    Path certificate() {
        return data.root().resolve("demo-certificate.pem");
    }

    Path key() {
        return data.root().resolve("demo-key.pem");
    }

    /** Writes the configurations before the start: a gateway with TLS, a policy, and two upstreams. */
    void configure(URI legacy, URI fresh) throws IOException {
        configuration(
                "io.hookline.gateway",
                "host = 127.0.0.1\nport = 0\nupstream = " + legacy
                        + "\nrequiredPreRequest = io.hookline.plugin.apikey, " + POLICY + "\ntlsCertificate = "
                        + certificate() + "\ntlsKey = " + key() + "\n");
        // No rate limit: refused calls would look like failed ones.
        configuration("io.hookline.plugin.ratelimit", "requestsPerSecond = 1000000\nburst = 1000000\n");
        configuration(POLICY, "pollMillis = 100\n");
        configuration("io.hookline.gateway.upstream-legacy", "targets = " + legacy + "\n");
        configuration("io.hookline.gateway.upstream-new", "targets = " + fresh + "\n");
        policy(false);
    }

    /** Writes the policy, in one step. */
    void policy(boolean reports) throws IOException {
        String text = "{\"version\": 1, \"rules\": [{\"name\": \"shop\", \"effect\": \"allow\", \"methods\": [\"GET\"],"
                + " \"paths\": [\"/shop/**\"]}" + (reports ? ALLOWED_REPORTS : "") + "]}\n";
        Path next = data.root().resolve("policy.next");
        Files.writeString(next, text);
        Files.move(
                next,
                data.root().resolve("policy.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void configuration(String pid, String text) throws IOException {
        Files.writeString(data.conf().resolve(pid + ".cfg"), text);
    }
}
