package io.hookline.audit.internal.json;

import io.hookline.audit.AuditRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a record shorter than the spool's limit. A record must not vanish because a client made it long, so its
 * beginnings are kept: of each text, and of the list of fields.
 */
final class ShortRecord {

    /** The field that says that something is missing. */
    static final String MARK = "hookline.shortened";

    static final int MOST_NAME = 1_000;

    private static final int MOST_TEXT = 4_000;
    private static final int MOST_RELEASES = 100;
    private static final int MOST_RELEASE = 200;
    /** Escaped, a character takes six bytes at most. */
    private static final int MOST_CHARACTERS_OF_FIELDS = 64_000;

    private static final int CHARACTERS_OF_A_FIELD = 8;

    private long leftOut;

    private ShortRecord() {}

    static AuditRecord of(AuditRecord record) {
        ShortRecord cut = new ShortRecord();
        AuditRecord.Builder builder = AuditRecord.builder(
                        record.time(), cut.text(record.source(), MOST_TEXT), cut.text(record.action(), MOST_TEXT))
                .level(record.level())
                .actor(cut.text(record.actor(), MOST_TEXT))
                .resource(cut.text(record.resource(), MOST_TEXT))
                .outcome(record.outcome(), cut.text(record.reason(), MOST_TEXT))
                .callId(cut.text(record.callId(), MOST_TEXT))
                .traceId(cut.text(record.traceId(), MOST_TEXT))
                .releases(cut.releases(record.releases()));
        cut.fields(record.fields()).forEach(builder::field);
        return builder.field(MARK, cut.leftOut + " characters were left out").build();
    }

    private String text(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        leftOut += text.length() - end;
        return text.substring(0, end);
    }

    private List<String> releases(List<String> releases) {
        for (String more : releases.subList(Math.min(MOST_RELEASES, releases.size()), releases.size())) {
            leftOut += more.length();
        }
        return releases.stream()
                .limit(MOST_RELEASES)
                .map(release -> text(release, MOST_RELEASE))
                .toList();
    }

    private Map<String, String> fields(Map<String, String> fields) {
        Map<String, String> kept = new LinkedHashMap<>();
        long left = MOST_CHARACTERS_OF_FIELDS;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String name = field.getKey();
            String value = field.getValue();
            long needed = CHARACTERS_OF_A_FIELD
                    + (long) Math.min(MOST_NAME, name.length())
                    + Math.min(MOST_TEXT, value.length());
            if (left < needed) {
                leftOut += name.length() + value.length();
            } else {
                left -= needed;
                kept.putIfAbsent(text(name, MOST_NAME), text(value, MOST_TEXT));
            }
        }
        return kept;
    }
}
