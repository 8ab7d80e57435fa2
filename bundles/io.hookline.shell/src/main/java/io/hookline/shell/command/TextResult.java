package io.hookline.shell.command;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A result with a text of its own: see {@link CommandResult#text}.
 *
 * @param data a record, a list of records, or a map
 * @param text makes the text for a width of the terminal
 * @param failure why the command has failed, or null
 */
public record TextResult(Object data, IntFunction<String> text, @Nullable String failure) implements CommandResult {

    /** Lets the command fail after the result is printed; null lets it succeed. */
    public TextResult withFailure(@Nullable String message) {
        return new TextResult(data, text, message);
    }
}
