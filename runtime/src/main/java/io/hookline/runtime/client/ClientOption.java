package io.hookline.runtime.client;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An option of the client itself; each has a value. It stands anywhere in the line ahead of {@code --}. */
public enum ClientOption {

    /** The data folder of the instance. */
    DATA("--data", "-d"),

    /** The socket of the instance. */
    SOCKET("--socket", null),

    /** The address of an instance that listens on TCP. */
    SERVER("--server", null),

    /** The file with the token for that instance. */
    TOKEN_FILE("--token-file", null),

    /** The file with the authority of its certificate. */
    CA("--ca", null);

    private final String name;
    private final @Nullable String shortName;

    ClientOption(String name, @Nullable String shortName) {
        this.name = name;
        this.shortName = shortName;
    }

    /** The option that a word is, with or without a value behind an equals sign; empty if it is none. */
    static Optional<ClientOption> of(String word) {
        int equals = word.indexOf('=');
        String typed = equals < 0 ? word : word.substring(0, equals);
        return Arrays.stream(values())
                .filter(option -> option.name.equals(typed) || typed.equals(option.shortName))
                .findFirst();
    }

    /** The place of the first word that is no option of the client, or value of one; the number of words for none. */
    public static int commandAt(String... words) {
        int at = 0;
        while (at < words.length && of(words[at]).isPresent()) {
            at += takesNext(words[at]) ? 2 : 1;
        }
        return Math.min(at, words.length);
    }

    /** Whether a word is an option whose value is the next word. */
    static boolean takesNext(String word) {
        return word.indexOf('=') < 0 && of(word).isPresent();
    }

    /** As it is typed: {@code --data}. */
    @Override
    public String toString() {
        return name;
    }
}
