package io.hookline.plugin.compress.internal;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import java.util.List;
import java.util.regex.Pattern;

/** Decides which responses are compressed, and changes their heads. Immutable. */
final class CompressRules {

    private static final String ETAG = "ETag";
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[^\"]*\"");
    private static final String WEAK = "W/";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final String EVENT_STREAM = "text/event-stream";

    private final MediaTypes types;
    private final int minBytes;
    private final int level;

    private CompressRules(MediaTypes types, int minBytes, int level) {
        this.types = types;
        this.minBytes = minBytes;
        this.level = level;
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if a type is malformed; the message shows it
     */
    static CompressRules of(CompressConfig config) {
        return new CompressRules(MediaTypes.of(config.types()), config.minBytes(), config.level());
    }

    void apply(Exchange exchange) {
        Headers fields = exchange.responseHeaders();
        if (exchange.status() == 304) {
            weakenAsBefore(exchange.requestHeaders(), fields);
            return;
        }
        if (!isCompressible(exchange, fields)) {
            return;
        }
        vary(fields);
        boolean old = exchange.protocol().equals("HTTP/1.0");
        boolean refused = contains(exchange.requestHeaders().all("Cache-Control"), "no-transform");
        if (old
                || refused
                || !AcceptEncoding.prefersGzip(exchange.requestHeaders().all(ACCEPT_ENCODING))) {
            return;
        }
        boolean flushes = exchange.responseLength() < 0 || isEventStream(fields);
        exchange.transformResponseBody(new GzipTransform(level, flushes));
        fields.set("Content-Encoding", "gzip");
        // Ranges of the body are those of another representation now.
        fields.remove("Accept-Ranges");
        String tag = fields.first(ETAG);
        if (tag != null && !isTag(tag)) {
            // What is malformed cannot be made weak, and as it is it would be that of another body.
            fields.remove(ETAG);
        } else if (tag != null && !tag.startsWith(WEAK)) {
            fields.set(ETAG, WEAK + tag);
        }
    }

    private boolean isCompressible(Exchange exchange, Headers fields) {
        int status = exchange.status();
        long length = exchange.responseLength();
        return status >= 200
                && status != 204
                && status != 206
                && (length < 0 || length >= minBytes)
                && length != 0
                && isIdentity(fields.all("Content-Encoding"))
                && fields.first("Content-Range") == null
                && types.contain(fields.first("Content-Type"))
                && !contains(fields.all("Cache-Control"), "no-transform");
    }

    /**
     * A client that asked with the weak tag that it got from here gets it again: RFC 9111, section 4.3.4, has it look
     * for the same one.
     */
    private static void weakenAsBefore(Headers request, Headers response) {
        String tag = response.first(ETAG);
        if (tag != null && isTag(tag) && !tag.startsWith(WEAK) && lists(request.all("If-None-Match"), WEAK + tag)) {
            response.set(ETAG, WEAK + tag);
            vary(response);
        }
    }

    private static boolean isTag(String text) {
        return ENTITY_TAG.matcher(text).matches();
    }

    private static void vary(Headers fields) {
        List<String> vary = fields.all("Vary");
        if (!contains(vary, "*") && !contains(vary, ACCEPT_ENCODING)) {
            fields.add("Vary", ACCEPT_ENCODING);
        }
    }

    private static boolean isIdentity(List<String> codings) {
        return codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase("identity"));
    }

    private static boolean isEventStream(Headers fields) {
        return MediaTypes.essence(fields.first("Content-Type")).equals(EVENT_STREAM);
    }

    /** Whether a field's list of entity tags has this one. */
    private static boolean lists(List<String> fields, String tag) {
        return fields.stream()
                .anyMatch(field -> ENTITY_TAG.matcher(field).results().anyMatch(r -> r.group()
                        .equals(tag)));
    }

    /** Whether an element of comma-separated fields is this word, whatever its case and its argument. */
    private static boolean contains(List<String> fields, String word) {
        for (String field : fields) {
            for (String element : field.split(",", -1)) {
                int equals = element.indexOf('=');
                String name = equals < 0 ? element : element.substring(0, equals);
                if (name.strip().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
