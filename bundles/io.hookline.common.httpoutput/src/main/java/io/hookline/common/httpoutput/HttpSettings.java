package io.hookline.common.httpoutput;

import io.hookline.api.plugin.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a receiver is reached, checked. Immutable. Holds secrets, and does not show them.
 *
 * @param url the address, without a slash at its end
 * @param headers the headers of each request, with credentials
 * @param tls the files for TLS
 * @param compress whether bodies are compressed
 * @param batchRecords how many records a request has at most
 * @param batchBytes how many bytes of records, about
 * @param connectTimeout how long a connection may take
 * @param timeout how long a request and its answer may take
 */
public record HttpSettings(
        URI url,
        Map<String, String> headers,
        PemFiles tls,
        boolean compress,
        int batchRecords,
        int batchBytes,
        Duration connectTimeout,
        Duration timeout) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]+");

    /**
     * The settings of a configuration, without credentials.
     *
     * @param url the address that is configured
     * @throws IllegalArgumentException if options cannot work; the message names the option
     */
    public static HttpSettings of(String url, HttpOptions options) {
        URI address = address(url, options.plainHttp());
        if (options.certificateFile().isEmpty() != options.keyFile().isEmpty()) {
            throw new IllegalArgumentException("set both certificateFile and keyFile, or none of them");
        }
        return new HttpSettings(
                address,
                Map.of(),
                new PemFiles(options.caFile(), options.certificateFile(), options.keyFile()),
                options.compress(),
                options.batchRecords(),
                options.batchBytes(),
                Duration.ofMillis(options.connectTimeoutMillis()),
                Duration.ofMillis(options.timeoutMillis()));
    }

    /**
     * The settings of a configuration.
     *
     * @param url the address that is configured
     * @throws IllegalArgumentException if options cannot work, or a secret does not exist; the message names the
     *     option, never a secret
     */
    public static HttpSettings of(String url, HttpOptions options, HttpCredentials credentials, Secrets secrets) {
        return of(url, options).with(headers(credentials, secrets));
    }

    /**
     * Checks options before they are stored: as {@link #of}, and reads the files.
     *
     * @throws IllegalArgumentException if they cannot work; the message names the option
     */
    public static void check(String url, HttpOptions options, HttpCredentials credentials) {
        of(url, options, credentials, reference -> "secret").checkFiles();
    }

    /**
     * Reads the files for TLS.
     *
     * @throws IllegalArgumentException if they cannot work; the message names the option
     */
    public void checkFiles() {
        try {
            tls.context();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * A secret as a part of a header.
     *
     * @throws IllegalArgumentException if a header cannot hold it; the message names the option, not the secret
     */
    public static String headerValue(String option, String secret) {
        String text = secret.strip();
        if (!HEADER_VALUE.matcher(text).matches()) {
            throw new IllegalArgumentException(option + " is empty, or has characters that a header cannot have");
        }
        return text;
    }

    /** The same with further headers. */
    public HttpSettings with(Map<String, String> further) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(further);
        return new HttpSettings(url, Map.copyOf(all), tls, compress, batchRecords, batchBytes, connectTimeout, timeout);
    }

    /** Without the headers. */
    @Override
    public String toString() {
        return "HttpSettings[" + url + "]";
    }

    private static URI address(String text, boolean isPlainAllowed) {
        URI address;
        try {
            address = new URI(text.strip().replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url is no address: " + e.getMessage(), e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("url has to be https://HOST or http://HOST, perhaps with port and path");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("url has a user, a query or a fragment: leave them out");
        }
        boolean isHere =
                LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
        if (scheme.equals("http") && !isHere && !isPlainAllowed) {
            throw new IllegalArgumentException("url is http, which everyone on the way can read: use https, or set"
                    + " plainHttp=true if the network is trusted");
        }
        return address;
    }

    private static Map<String, String> headers(HttpCredentials given, Secrets secrets) {
        Map<String, String> headers = new LinkedHashMap<>();
        int ways = 0;
        if (!given.user().isEmpty() || !given.password().isEmpty()) {
            String pair = given.user() + ":" + secrets.resolve(given.password());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            ways++;
        }
        if (!given.token().isEmpty()) {
            headers.put(
                    "Authorization", given.tokenScheme() + " " + headerValue("token", secrets.resolve(given.token())));
            ways++;
        }
        if (!given.apiKey().isEmpty()) {
            headers.put(given.apiKeyHeader(), headerValue("apiKey", secrets.resolve(given.apiKey())));
            ways++;
        }
        if (ways > 1) {
            throw new IllegalArgumentException("set one of user and password, token, and apiKey, not several");
        }
        return headers;
    }
}
