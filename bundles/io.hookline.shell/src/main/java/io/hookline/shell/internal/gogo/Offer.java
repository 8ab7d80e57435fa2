package io.hookline.shell.internal.gogo;

/**
 * A word that Tab offers.
 *
 * @param word what is inserted
 * @param description what it does; may be empty
 * @param ended whether a blank follows it
 */
public record Offer(String word, String description, boolean ended) {

    /** A whole word without a description; a blank follows it unless it ends with an equals sign. */
    static Offer of(String word) {
        return new Offer(word, "", !word.endsWith("="));
    }
}
