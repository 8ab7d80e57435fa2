package io.hookline.plugin.cache.internal;

import java.util.List;
import java.util.regex.Pattern;

/** Entity tags in lists, such as {@code If-None-Match}. */
final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    private EntityTags() {}

    /** Whether a list has a tag, or is the star. Weak and strong tags of the same text are the same here. */
    static boolean match(List<String> fields, String tag) {
        String opaque = opaque(tag);
        for (String field : fields) {
            if (field.strip().equals("*")
                    || TAG.matcher(field).results().anyMatch(found -> found.group(1)
                            .equals(opaque))) {
                return true;
            }
        }
        return false;
    }

    /** Whether two tags are the same, weak or strong. */
    static boolean same(String one, String other) {
        return opaque(one).equals(opaque(other));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
