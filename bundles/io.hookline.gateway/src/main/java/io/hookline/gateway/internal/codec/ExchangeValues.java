package io.hookline.gateway.internal.codec;

import io.hookline.engine.runner.CodecException;
import io.hookline.engine.runner.ContextValues;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.message.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges, responses, and the steps that change them, as plain values. */
final class ExchangeValues {

    static final String REQUEST = "request";
    static final String RESPONSE = "response";
    static final String SET = "set";
    static final String ADD = "add";
    static final String REMOVE = "remove";
    static final String STATUS = "status";
    static final String PRINCIPAL = "principal";
    static final String LIMIT = "limit";
    static final String REPLACE = "replace";
    static final String UPSTREAM = "upstream";

    private ExchangeValues() {}

    static Map<String, @Nullable Object> encode(Exchange exchange) {
        InetSocketAddress client = exchange.client();
        ClientCertificate certificate = exchange.clientCertificate();
        InetAddress address = client.getAddress();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("context", ContextValues.encode(exchange.context()));
        values.put("method", exchange.method());
        values.put("path", exchange.path());
        values.put("query", exchange.query());
        values.put("protocol", exchange.protocol());
        values.put("scheme", exchange.scheme());
        values.put("address", address == null ? null : address.getAddress());
        values.put("host", address == null ? client.getHostString() : null);
        values.put("port", client.getPort());
        values.put("certificate", certificate == null ? null : encode(certificate));
        values.put(REQUEST, fields(exchange.requestHeaders()));
        values.put(RESPONSE, fields(exchange.responseHeaders()));
        values.put(STATUS, exchange.status());
        values.put("length", exchange.responseLength());
        values.put("elapsed", exchange.elapsed().toNanos());
        values.put("received", exchange.bytesReceived());
        values.put("sent", exchange.bytesSent());
        values.put(PRINCIPAL, exchange.principal());
        values.put("route", exchange.route());
        values.put(UPSTREAM, exchange.upstream());
        values.put("target", exchange.target());
        return values;
    }

    /**
     * The copy of an exchange.
     *
     * @throws CodecException if the values do not come from {@link #encode(Exchange)}
     */
    static ExchangeCopy decode(Map<?, ?> values) {
        return new ExchangeCopy(values, ContextValues.decode(values.get("context")));
    }

    private static List<Object> encode(ClientCertificate certificate) {
        return List.of(certificate.subject(), certificate.issuer(), certificate.names(), certificate.fingerprint());
    }

    static @Nullable ClientCertificate certificate(@Nullable Object value) {
        if (!(value instanceof List<?> parts) || parts.size() != 4 || !(parts.get(2) instanceof List<?> names)) {
            return null;
        }
        return new ClientCertificate(
                String.valueOf(parts.get(0)),
                String.valueOf(parts.get(1)),
                names.stream().map(String::valueOf).toList(),
                String.valueOf(parts.get(3)));
    }

    static InetSocketAddress client(Map<?, ?> values) {
        int port = values.get("port") instanceof Integer number ? number : 0;
        if (!(values.get("address") instanceof byte[] address)) {
            return InetSocketAddress.createUnresolved(String.valueOf(values.get("host")), port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new CodecException("a value that is no address", e);
        }
    }

    private static List<Object> fields(Headers headers) {
        List<Object> lines = new ArrayList<>();
        for (String name : headers.names()) {
            headers.all(name).forEach(value -> lines.add(List.of(name, value)));
        }
        return lines;
    }

    static Fields fields(@Nullable Object value) {
        Fields fields = new Fields();
        if (value instanceof List<?> lines) {
            lines.forEach(line -> fields.add(text(line, 0), text(line, 1)));
        }
        return fields;
    }

    static Map<String, @Nullable Object> encode(Response response) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Object> lines = new ArrayList<>();
        response.headers().forEach(field -> lines.add(List.of(field.getKey(), field.getValue())));
        values.put(STATUS, response.status());
        values.put("fields", lines);
        values.put("body", response.body());
        return values;
    }

    static Response response(@Nullable Object value) {
        Map<?, ?> values = map(value);
        if (!(values.get(STATUS) instanceof Integer status)
                || !(values.get("fields") instanceof List<?> lines)
                || !(values.get("body") instanceof byte[] body)) {
            throw new CodecException("a value that is no response");
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        lines.forEach(line -> fields.add(Map.entry(text(line, 0), text(line, 1))));
        return new Response(status, fields, body);
    }

    /** Does to an exchange what a hook elsewhere has done to its copy. */
    static void apply(@Nullable Object step, Exchange exchange) {
        switch (text(step, 0)) {
            case REQUEST -> apply(step, exchange.requestHeaders());
            case RESPONSE -> apply(step, exchange.responseHeaders());
            case STATUS -> exchange.setStatus(Math.toIntExact(number(step)));
            case PRINCIPAL -> exchange.setPrincipal(text(step, 1));
            case LIMIT -> exchange.limitRequestBody(number(step));
            case UPSTREAM -> exchange.chooseUpstream(text(step, 1));
            case REPLACE -> exchange.replaceResponse(response(item(step, 1)));
            default -> throw new CodecException("a value that is no step");
        }
    }

    private static void apply(@Nullable Object step, Headers headers) {
        switch (text(step, 1)) {
            case SET -> headers.set(text(step, 2), text(step, 3));
            case ADD -> headers.add(text(step, 2), text(step, 3));
            case REMOVE -> headers.remove(text(step, 2));
            default -> throw new CodecException("a value that is no step");
        }
    }

    static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new CodecException("a value that is no map");
    }

    private static @Nullable Object item(@Nullable Object row, int index) {
        return row instanceof List<?> parts && index < parts.size() ? parts.get(index) : null;
    }

    private static String text(@Nullable Object row, int index) {
        if (item(row, index) instanceof String text) {
            return text;
        }
        throw new CodecException("a value without a text");
    }

    private static long number(@Nullable Object row) {
        if (item(row, 1) instanceof Number number) {
            return number.longValue();
        }
        throw new CodecException("a value without a number");
    }
}
