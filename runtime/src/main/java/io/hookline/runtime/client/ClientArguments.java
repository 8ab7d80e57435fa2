package io.hookline.runtime.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was typed behind {@code hookline}, for a running instance: the client's own options, which stand anywhere ahead
 * of {@code --}, and the command line for the instance.
 *
 * @param socket the instance's socket
 * @param words the command's name and what follows it
 */
record ClientArguments(Path socket, List<String> words) {

    private static final String DATA = "hookline-data";

    /**
     * Sorts the words.
     *
     * @throws IllegalArgumentException if an option lacks its value; the message is for the user
     */
    static ClientArguments of(List<String> typed) {
        List<String> words = new ArrayList<>();
        String data = DATA;
        String socket = null;
        boolean ended = false;
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            String option = ended ? null : option(word);
            if (option == null) {
                ended |= word.equals("--");
                words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String value = equals >= 0 ? word.substring(equals + 1) : i + 1 < typed.size() ? typed.get(++i) : "";
            if (value.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            if (option.equals("--socket")) {
                socket = value;
            } else {
                data = value;
            }
        }
        return new ClientArguments(socket == null ? Path.of(data, "admin.sock") : Path.of(socket), words);
    }

    /** Whether a word is an option of the client whose value is the next word. */
    static boolean isOption(String word) {
        return word.indexOf('=') < 0 && option(word) != null;
    }

    private static @Nullable String option(String word) {
        String name = word.indexOf('=') >= 0 ? word.substring(0, word.indexOf('=')) : word;
        return switch (name) {
            case "-d", "--data", "--socket" -> name;
            default -> null;
        };
    }
}
