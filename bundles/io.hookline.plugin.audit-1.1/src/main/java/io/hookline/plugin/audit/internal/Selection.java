package io.hookline.plugin.audit.internal;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Outcome;
import io.hookline.gateway.hook.Exchange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which requests are recorded, and with which header fields. Immutable. */
final class Selection {

    /** The longest value that is recorded whole, in characters. */
    static final int MOST_CHARACTERS = 500;

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "proxy-authorization", "x-api-key");

    private final String tenantHeader;
    private final List<String> headers;
    private final List<Pattern> ignored;

    private Selection(String tenantHeader, List<String> headers, List<Pattern> ignored) {
        this.tenantHeader = tenantHeader;
        this.headers = headers;
        this.ignored = ignored;
    }

    static Selection of(AuditCollectorConfig config) {
        return new Selection(
                config.tenantHeader().strip(),
                Arrays.stream(config.headers())
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !CREDENTIALS.contains(name))
                        .distinct()
                        .toList(),
                Arrays.stream(config.ignorePaths()).map(Selection::pattern).toList());
    }

    /** The header field that names the tenant; empty for none. */
    String tenantHeader() {
        return tenantHeader;
    }

    /** Whether a record is made. A request that was refused or has failed always has one. */
    boolean takes(AuditRecord record) {
        if (record.outcome() != Outcome.SUCCESS) {
            return true;
        }
        for (Pattern path : ignored) {
            if (path.matcher(record.resource()).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Adds the header fields as {@code header.NAME}, the name in lower case. */
    void addHeaders(AuditRecord.Builder record, Exchange exchange) {
        for (String name : headers) {
            String value = exchange.requestHeaders().first(name);
            if (value != null) {
                record.field(
                        "header." + name,
                        value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS));
            }
        }
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(
                Arrays.stream(path.strip().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
