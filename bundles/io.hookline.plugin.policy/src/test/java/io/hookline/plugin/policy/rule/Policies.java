package io.hookline.plugin.policy.rule;

import io.hookline.plugin.policy.json.PolicyException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Policies and requests for tests. Single quotes stand for double ones; the compiler is shared, for it takes long. */
public final class Policies {

    /** Long enough for a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final PolicyCompiler COMPILER = new PolicyCompiler(System::nanoTime);

    private Policies() {}

    /** A policy with these members beside the version. */
    public static Policy policy(String members) throws PolicyException {
        return COMPILER.compile(bytes("{'version': 1, " + members + "}"));
    }

    /** A policy with these rules. */
    public static Policy rules(String... rules) throws PolicyException {
        return policy("'rules': [" + String.join(", ", rules) + "]");
    }

    /** An allow rule with this condition. */
    public static Policy when(String condition) throws PolicyException {
        return rules("{'name': 'r', 'effect': 'allow', 'when': '" + condition.replace("'", "\\u0027") + "'}");
    }

    /** The content of a policy file. */
    public static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** The shared compiler. */
    public static PolicyCompiler compiler() {
        return COMPILER;
    }

    /** Whether a request without anything else is allowed. */
    public static boolean allows(Policy policy, String method, String path) {
        return policy.decide(new Request(method, path).build(), LIMIT).isAllowed();
    }

    /** Builds a request. */
    public static final class Request {

        private final String method;
        private final String target;
        private final Map<String, String> headers = new HashMap<>();
        private String client = "127.0.0.1";
        private String principal;
        private Map<?, ?> claims = Map.of();
        private List<String> roles = List.of();
        private Instant now = Instant.parse("2026-03-02T10:00:00Z");

        public Request(String method, String target) {
            this.method = method;
            this.target = target;
        }

        public Request header(String name, String value) {
            headers.put(name.toLowerCase(Locale.ROOT), value);
            return this;
        }

        public Request client(String address) {
            client = address;
            return this;
        }

        public Request principal(String name) {
            principal = name;
            return this;
        }

        public Request claims(Map<?, ?> values) {
            claims = values;
            return this;
        }

        public Request roles(String... names) {
            roles = List.of(names);
            return this;
        }

        public Request at(String time) {
            now = Instant.parse(time);
            return this;
        }

        public AccessRequest build() {
            int question = target.indexOf('?');
            return new AccessRequest(
                    method,
                    question < 0 ? target : target.substring(0, question),
                    question < 0 ? "" : target.substring(question + 1),
                    RequestFields.of(headers),
                    client,
                    ShownCertificate.NONE,
                    principal,
                    claims,
                    roles,
                    now);
        }

        public Decision decide(Policy policy) {
            return policy.decide(build(), LIMIT);
        }
    }
}
