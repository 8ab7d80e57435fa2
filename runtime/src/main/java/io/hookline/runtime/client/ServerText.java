package io.hookline.runtime.client;

import io.hookline.common.text.Printable;
import java.util.regex.Pattern;

/**
 * Text of an instance, which may be another one than the user thinks, or repeat what a plugin says: it must control
 * neither the terminal nor the shell.
 */
final class ServerText {

    /** What no shell takes for anything but itself. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:/@=,+%-]+");

    private ServerText() {}

    /** The text with characters escaped that would control a terminal; lines and tabs stay. */
    static String shown(String text) {
        return Printable.text(text);
    }

    /** Whether a word can stand in a command line as it is: shells insert what is offered without quotes. */
    static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }
}
