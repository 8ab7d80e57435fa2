package io.hookline.plugin.jwt.internal;

import com.nimbusds.jose.JWSAlgorithm;
import io.hookline.common.identity.WebAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration of one issuer. Immutable.
 *
 * @param rules what its tokens have to fulfil
 * @param origin where its keys are
 * @param pace how often they are fetched
 */
record IssuerSettings(Rules rules, Origin origin, Pace pace) {

    private static final Set<String> SIGNATURES =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    /**
     * What a token has to fulfil.
     *
     * @param issuer the exact claim {@code iss}
     * @param audience of which the claim {@code aud} has to contain one
     * @param algorithms the accepted ones
     * @param types the accepted values of {@code typ} in lower case
     * @param required claims that have to be there besides those that always have to
     * @param principalClaim names the client
     * @param principalPrefix is put in front of it
     * @param skew the tolerated difference of the clocks
     */
    record Rules(
            String issuer,
            Set<String> audience,
            Set<JWSAlgorithm> algorithms,
            Set<String> types,
            Set<String> required,
            String principalClaim,
            String principalPrefix,
            Duration skew) {}

    /**
     * Where the keys are: in a file, at an address, or, without both, where discovery says.
     *
     * @param issuer whose keys they are
     * @param file the file, or null
     * @param url the address, or null
     * @param timeout of one fetch
     */
    record Origin(String issuer, @Nullable Path file, @Nullable URI url, Duration timeout) {

        /** Whether the keys are at the same place. A record's own equals would let JDK 17 keep this class for good. */
        boolean isSameAs(Origin other) {
            return issuer.equals(other.issuer)
                    && Objects.equals(file, other.file)
                    && Objects.equals(url, other.url)
                    && timeout.equals(other.timeout);
        }
    }

    /**
     * How often keys are fetched.
     *
     * @param refresh between two fetches
     * @param refetch the shortest time before one because of an unknown key
     * @param outage how long keys stay valid that cannot be fetched; null: always
     */
    record Pace(Duration refresh, Duration refetch, @Nullable Duration outage) {}

    /** How often a file is read. */
    private static final Duration FILE_REFRESH = Duration.ofSeconds(2);

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException if it cannot be used; the message names the option
     */
    static IssuerSettings of(IssuerConfig config) {
        String issuer = given("issuer", config.issuer());
        Origin origin = origin(issuer, config);
        boolean isFile = origin.file() != null;
        Set<String> algorithms = values("algorithms", config.algorithms());
        algorithms.forEach(name -> {
            if (!SIGNATURES.contains(name)) {
                throw new IllegalArgumentException(
                        "'algorithms' contains '" + name + "': set some of RS, PS, ES with 256, 384 or 512");
            }
        });
        return new IssuerSettings(
                new Rules(
                        issuer,
                        values("audience", config.audience()),
                        algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet()),
                        values("types", config.types()).stream()
                                .map(type -> type.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toUnmodifiableSet()),
                        nonBlank(config.requiredClaims()),
                        given("principalClaim", config.principalClaim()),
                        config.principalPrefix(),
                        Duration.ofSeconds(config.clockSkewSeconds())),
                origin,
                new Pace(
                        isFile ? FILE_REFRESH : Duration.ofSeconds(config.refreshSeconds()),
                        Duration.ofSeconds(config.refetchSeconds()),
                        isFile ? null : Duration.ofSeconds(config.outageSeconds())));
    }

    private static Origin origin(String issuer, IssuerConfig config) {
        String file = config.jwksFile().strip();
        String url = config.jwksUrl().strip();
        Duration timeout = Duration.ofMillis(config.fetchTimeoutMillis());
        if (!file.isEmpty() && !url.isEmpty()) {
            throw new IllegalArgumentException("both 'jwksFile' and 'jwksUrl' are set: set one of them");
        }
        if (!file.isEmpty()) {
            Path path = Path.of(file);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("'jwksFile' is '" + file
                        + "': set an absolute path; ${hookline.data} stands for the data folder");
            }
            return new Origin(issuer, path, null, timeout);
        }
        if (!url.isEmpty()) {
            return new Origin(issuer, null, WebAddress.configured("jwksUrl", url), timeout);
        }
        WebAddress.configured("issuer", issuer);
        return new Origin(issuer, null, null, timeout);
    }

    private static String given(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("'" + name + "' is empty: set it");
        }
        return value.strip();
    }

    private static Set<String> values(String name, String[] values) {
        Set<String> given = nonBlank(values);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is empty: set at least one value");
        }
        return given;
    }

    private static Set<String> nonBlank(String[] values) {
        return Arrays.stream(values)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
