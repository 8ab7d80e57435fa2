package io.hookline.plugin.jwt.internal;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An issuer's configuration: what the test sets, and defaults.
 *
 * @param set lines of the form {@code key=value}; lists are separated by commas
 */
record SetIssuer(String set) implements IssuerConfig {

    static final String ISSUER = "https://idp.example.org";

    static final SetIssuer STANDARD = new SetIssuer("issuer=" + ISSUER + "\naudience=orders\noutageSeconds=3600");

    /** The same with another value. */
    SetIssuer with(String key, String value) {
        return new SetIssuer(
                Stream.concat(set.lines().filter(line -> !line.startsWith(key + "=")), Stream.of(key + "=" + value))
                        .collect(Collectors.joining("\n")));
    }

    private String get(String key, String otherwise) {
        return set.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }

    private String[] list(String key, String otherwise) {
        return Arrays.stream(get(key, otherwise).split(",")).toArray(String[]::new);
    }

    private int number(String key, int otherwise) {
        return Integer.parseInt(get(key, Integer.toString(otherwise)));
    }

    @Override
    public String issuer() {
        return get("issuer", "");
    }

    @Override
    public String[] audience() {
        return list("audience", "");
    }

    @Override
    public String[] algorithms() {
        return list("algorithms", "RS256,ES256");
    }

    @Override
    public String[] types() {
        return list("types", "JWT,at+jwt");
    }

    @Override
    public String jwksFile() {
        return get("jwksFile", "");
    }

    @Override
    public String jwksUrl() {
        return get("jwksUrl", "");
    }

    @Override
    public String[] requiredClaims() {
        return list("requiredClaims", "");
    }

    @Override
    public String principalClaim() {
        return get("principalClaim", "sub");
    }

    @Override
    public String principalPrefix() {
        return get("principalPrefix", "");
    }

    @Override
    public int clockSkewSeconds() {
        return number("clockSkewSeconds", 30);
    }

    @Override
    public int refreshSeconds() {
        return number("refreshSeconds", 300);
    }

    @Override
    public int refetchSeconds() {
        return number("refetchSeconds", 10);
    }

    @Override
    public int outageSeconds() {
        return number("outageSeconds", 14_400);
    }

    @Override
    public int fetchTimeoutMillis() {
        return number("fetchTimeoutMillis", 5000);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return IssuerConfig.class;
    }
}
