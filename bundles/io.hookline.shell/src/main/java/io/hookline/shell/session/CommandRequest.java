package io.hookline.shell.session;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line.
 *
 * @param words the command's name, with or without its scope, and what follows it; quotes and variables mean nothing
 * @param actor who typed it; changes are recorded under this name
 * @param role what they may do; the call is refused if the command needs more
 * @param folder the folder to which relative files belong; null for none
 * @param width width of the terminal in characters, for tables and messages
 * @param reason why, in the user's words, unless the line itself says so; empty if they gave none
 * @param fitted whether no line may be longer than that; a script gets its lines whole
 */
public record CommandRequest(
        List<String> words, Actor actor, Role role, String reason, @Nullable Path folder, int width, boolean fitted) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if there is no word, or the width is not positive
     */
    public CommandRequest {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command line has at least one word");
        }
        if (width <= 0) {
            throw new IllegalArgumentException("a terminal cannot be " + width + " characters wide");
        }
    }
}
