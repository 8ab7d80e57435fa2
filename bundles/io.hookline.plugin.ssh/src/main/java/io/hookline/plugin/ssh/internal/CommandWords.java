package io.hookline.plugin.ssh.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line, between blanks. Quotes of both kinds keep blanks in a word, a backslash keeps the next character
 * as it is. Nothing else has a meaning: there are no variables, pipes or expressions.
 */
final class CommandWords {

    private CommandWords() {}

    /**
     * The words.
     *
     * @throws IllegalArgumentException if a quote does not end
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean any = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                any = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                any = true;
            } else if (Character.isWhitespace(c)) {
                if (any) {
                    words.add(word.toString());
                    word.setLength(0);
                    any = false;
                }
            } else {
                word.append(c);
                any = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("A quote does not end: " + quote);
        }
        if (any) {
            words.add(word.toString());
        }
        return words;
    }
}
