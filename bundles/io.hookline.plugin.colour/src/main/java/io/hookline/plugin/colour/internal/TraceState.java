package io.hookline.plugin.colour.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Joins and checks the fields {@code tracestate} of a request, by
 * <a href="https://www.w3.org/TR/trace-context/#tracestate-header">W3C Trace Context</a>.
 */
final class TraceState {

    private static final String KEY =
            "(?:[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})";
    private static final Pattern MEMBER = Pattern.compile(KEY + "=[ -~&&[^,=]]{0,255}[!-~&&[^,=]]");
    private static final int MOST_MEMBERS = 32;
    private static final int MOST_CHARACTERS = 512;
    private static final int LONG_MEMBER = 128;

    private TraceState() {}

    /**
     * One value for all fields. If it would be longer than 512 characters, members longer than 128 go first, then
     * those at the end.
     *
     * @return null if there is none, or a member is invalid, given twice, or one of more than 32
     */
    static @Nullable String of(List<String> values) {
        List<String> members = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (String value : values) {
            for (String part : value.split(",", -1)) {
                String member = part.strip();
                if (member.isEmpty()) {
                    continue;
                }
                boolean valid = MEMBER.matcher(member).matches()
                        && keys.add(member.substring(0, member.indexOf('=')))
                        && members.size() < MOST_MEMBERS;
                if (!valid) {
                    return null;
                }
                members.add(member);
            }
        }
        shorten(members);
        return members.isEmpty() ? null : String.join(",", members);
    }

    private static void shorten(List<String> members) {
        for (int i = members.size() - 1; i >= 0 && isTooLong(members); i--) {
            if (members.get(i).length() > LONG_MEMBER) {
                members.remove(i);
            }
        }
        while (isTooLong(members)) {
            members.remove(members.size() - 1);
        }
    }

    private static boolean isTooLong(List<String> members) {
        int commas = members.size() - 1;
        return members.stream().mapToInt(String::length).sum() + commas > MOST_CHARACTERS;
    }
}
