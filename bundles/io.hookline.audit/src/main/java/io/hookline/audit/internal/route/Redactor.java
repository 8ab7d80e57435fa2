package io.hookline.audit.internal.route;

import io.hookline.audit.AuditRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Removes what must not leave the process, before a record is written anywhere. Immutable. */
public final class Redactor {

    /** What stands for what was removed. */
    public static final String MARK = "[redacted]";

    /** What a trace has in W3C Trace Context: it cannot hold a secret, and must not be taken for one. */
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

    private final Set<String> names = new TreeSet<>();
    private final List<Pattern> patterns;

    /**
     * With what it removes.
     *
     * @param fields names of fields whose values are removed, in any case
     * @param patterns regular expressions; what matches is removed from each text of a record
     * @throws IllegalArgumentException if one is no regular expression, or matches the empty text
     */
    public Redactor(List<String> fields, List<String> patterns) {
        fields.forEach(field -> names.add(field.strip().toLowerCase(Locale.ROOT)));
        this.patterns = patterns.stream().map(Redactor::compiled).toList();
    }

    /** The record without it. */
    public AuditRecord redacted(AuditRecord record) {
        if (names.isEmpty() && patterns.isEmpty()) {
            return record;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        record.fields()
                .forEach((name, value) ->
                        fields.put(text(name), names.contains(name.toLowerCase(Locale.ROOT)) ? MARK : text(value)));
        return new AuditRecord(
                record.time(),
                record.source(),
                record.level(),
                text(record.actor()),
                text(record.action()),
                text(record.resource()),
                record.outcome(),
                text(record.reason()),
                text(record.callId()),
                TRACE_ID.matcher(record.traceId()).matches() ? record.traceId() : text(record.traceId()),
                record.releases().stream().map(this::text).toList(),
                fields);
    }

    private String text(String text) {
        String left = text;
        try {
            for (Pattern pattern : patterns) {
                left = pattern.matcher(left).replaceAll(MARK);
            }
            return left;
        } catch (StackOverflowError e) {
            // The text is too long for one of the patterns. What cannot be searched might hold a secret.
            return MARK;
        }
    }

    private static Pattern compiled(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.matcher("").find()) {
                throw new IllegalArgumentException(
                        "redactPatterns: \"" + pattern + "\" matches the empty text, and so everything");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "redactPatterns: \"" + pattern + "\" is no regular expression: " + e.getDescription(), e);
        }
    }
}
