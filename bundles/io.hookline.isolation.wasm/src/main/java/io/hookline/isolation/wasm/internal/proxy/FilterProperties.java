package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.Exchange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The properties that filters read, by paths whose parts are separated by zeros. Numbers have eight bytes. */
final class FilterProperties {

    private static final String HEADERS = "request.headers.";
    private static final String RESPONSE_HEADERS = "response.headers.";

    private FilterProperties() {}

    static byte @Nullable [] get(ProxyGuest guest, String path) {
        StreamContext stream = guest.effective();
        byte[] own = stream == null ? null : stream.property(path);
        if (own != null) {
            return own;
        }
        String name = path.replace('\0', '.');
        String plugin = guest.plugin().module().manifest().name();
        switch (name) {
            case "plugin_name", "plugin_root_id", "plugin_vm_id" -> {
                return text(plugin);
            }
            default -> {}
        }
        Exchange exchange = stream == null ? null : stream.exchange();
        return exchange == null ? null : of(exchange, name);
    }

    private static byte @Nullable [] of(Exchange exchange, String name) {
        if (name.startsWith(HEADERS)) {
            return text(ExchangeHeaders.ofRequest(exchange).get(name.substring(HEADERS.length())));
        }
        if (name.startsWith(RESPONSE_HEADERS)) {
            return text(ExchangeHeaders.ofResponse(exchange).get(name.substring(RESPONSE_HEADERS.length())));
        }
        return switch (name) {
            case "request.path" -> text(ExchangeHeaders.ofRequest(exchange).get(":path"));
            case "request.url_path" -> text(exchange.path());
            case "request.query" -> text(exchange.query());
            case "request.method" -> text(exchange.method());
            case "request.scheme" -> text(exchange.scheme());
            case "request.protocol" -> text(exchange.protocol());
            case "request.host" -> text(exchange.requestHeaders().first("host"));
            case "request.id" -> text(exchange.context().callId());
            case "request.useragent" -> text(exchange.requestHeaders().first("user-agent"));
            case "request.referer" -> text(exchange.requestHeaders().first("referer"));
            case "request.size" -> number(exchange.bytesReceived());
            case "request.duration" -> number(exchange.elapsed().toNanos());
            case "response.code" -> exchange.status() == 0 ? null : number(exchange.status());
            case "response.size" -> number(exchange.bytesSent());
            case "source.address" -> text(exchange.client().getAddress().getHostAddress());
            case "source.port" -> number(exchange.client().getPort());
            case "connection.mtls" -> new byte[] {(byte) (exchange.clientCertificate() == null ? 0 : 1)};
            case "connection.subject_peer_certificate" -> certificate(exchange.clientCertificate());
            case "upstream.address" -> text(exchange.target());
            case "xds.route_name" -> text(exchange.route());
            case "xds.cluster_name" -> text(exchange.upstream());
            case "hookline.principal" -> text(exchange.principal());
            default -> null;
        };
    }

    private static byte @Nullable [] certificate(@Nullable ClientCertificate certificate) {
        return certificate == null ? null : text(certificate.subject());
    }

    private static byte @Nullable [] text(@Nullable String value) {
        return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
