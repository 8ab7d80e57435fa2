package io.hookline.shell.session;

import java.util.List;

/**
 * What fits at a place of a command line.
 *
 * @param words in the order in which they are shown
 * @param files whether names of files fit as well
 */
public record CommandOffers(List<Word> words, boolean files) {

    /** Nothing. */
    public static final CommandOffers NONE = new CommandOffers(List.of(), false);

    /** Copies the list. */
    public CommandOffers {
        words = List.copyOf(words);
    }

    /** Whether nothing fits. */
    public boolean isEmpty() {
        return words.isEmpty() && !files;
    }

    /**
     * A word.
     *
     * @param word the whole word
     * @param description what it means; may be empty
     * @param ended whether the word ends there, so that a blank follows
     */
    public record Word(String word, String description, boolean ended) {

        /** A whole word without a description; a blank follows it unless it ends with an equals sign. */
        public static Word of(String word) {
            return new Word(word, "", !word.endsWith("="));
        }
    }
}
