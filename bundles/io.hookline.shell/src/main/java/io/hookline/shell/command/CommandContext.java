package io.hookline.shell.command;

import io.hookline.api.runtime.Actor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** One call of a command. Valid until the command returns. */
@ProviderType
public interface CommandContext {

    /** What the user typed. */
    Arguments arguments();

    /** Who typed it; what the command changes is recorded under this name. */
    Actor actor();

    /**
     * Why it was typed, in the user's words: the value of {@value CommandDescription#REASON}, or what the caller of an
     * API gave; empty if there is none. At most 1,000 characters.
     */
    String reason();

    /**
     * Prints a line while the command works; nothing where the result is printed as data. Any thread may call it.
     * Characters that would control the terminal are escaped.
     */
    void progress(String line);

    /**
     * Shows a text in place of the one that it showed before, for commands that watch something; nothing where the
     * result is printed as data. Without a terminal it prints the text below the earlier one if it has changed. Any
     * thread may call it.
     *
     * @param text lines, each with its line end; it has to escape what would control the terminal
     */
    void redraw(String text);

    /**
     * Prints one of many results while the command works: for people a line; as JSON one line for each; as YAML one
     * document for each. Any thread may call it.
     *
     * @param data a record, a list of records, or a map
     * @param line the line for people; characters that would control the terminal are escaped
     */
    void item(Object data, String line);

    /** How the result is printed. */
    OutputFormat format();

    /** The width of the terminal in characters, for the message of an exception that takes several lines. */
    int width();

    /** The session's current folder, to which relative files belong; null if it has none. */
    @Nullable
    Path folder();
}
