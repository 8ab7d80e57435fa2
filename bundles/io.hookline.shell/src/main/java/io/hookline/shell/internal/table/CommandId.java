package io.hookline.shell.internal.table;

import java.util.regex.Pattern;

/**
 * A command's scope and name.
 *
 * @param scope what stands ahead of the colon
 * @param name what stands behind it
 */
public record CommandId(String scope, String name) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public boolean isValid() {
        return WORD.matcher(scope).matches() && WORD.matcher(name).matches();
    }

    @Override
    public String toString() {
        return scope + ":" + name;
    }
}
