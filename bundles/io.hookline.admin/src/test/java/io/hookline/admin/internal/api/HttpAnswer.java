package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An answer, read until the connection ended.
 *
 * @param bytes its content, a character for each byte
 */
record HttpAnswer(int status, Map<String, String> headers, String bytes) {

    static HttpAnswer of(byte[] received) {
        return of(new String(received, StandardCharsets.ISO_8859_1));
    }

    private static HttpAnswer of(String all) {
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new HttpAnswer(0, Map.of(), all);
        }
        List<String> lines = all.substring(0, end).lines().collect(Collectors.toList());
        int status = Integer.parseInt(lines.get(0).substring(9, 12));
        if (status == 100) {
            return of(all.substring(end + 4));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + "\n" + other);
        }
        String content = all.substring(end + 4);
        return new HttpAnswer(
                status, headers, "chunked".equals(headers.get("transfer-encoding")) ? unchunked(content) : content);
    }

    private static String unchunked(String text) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf("\r\n", at);
            int size = end < 0 ? 0 : Integer.parseInt(text.substring(at, end), 16);
            if (size == 0) {
                break;
            }
            int until = Math.min(text.length(), end + 2 + size);
            all.append(text, end + 2, until);
            at = until + 2;
        }
        return all.toString();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String text() {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JsonBody.parse(text());
    }
}
